package io.antiphon.cli.listen;

import io.antiphon.speech.Recognition.Heard;

/** What was heard from one frame to another. */
record Utterance(int startFrame, int endFrame, Heard heard) {}
