package io.antiphon.media;

import java.util.concurrent.ThreadFactory;

/** Who makes the threads of the lanes: one of each role for each lane, in turn. */
public record MediaThreads(ThreadFactory lane, ThreadFactory hearing, ThreadFactory feeding) {}
