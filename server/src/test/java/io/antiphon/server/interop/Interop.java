package io.antiphon.server.interop;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test with a peer that is not ours: its outcome stands in {@code docs/interop.md}, which has to have a row for
 * it. The page is written anew by each run, as {@code server/target/interop.md}.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(InteropRecorder.class)
public @interface Interop {

    Peer peer();

    /** The numbers of the RFCs that it shows. */
    int[] rfc();

    /** What it shows, in a few words. */
    String what();
}
