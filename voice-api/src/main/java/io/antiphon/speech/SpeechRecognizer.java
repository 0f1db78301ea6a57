package io.antiphon.speech;

/**
 * A loaded model that turns speech into words. Shared by all calls and safe to use from any thread; each
 * call opens a {@link RecognitionStream} of its own.
 */
public interface SpeechRecognizer extends AutoCloseable {

    /** What the configuration and the reports call this engine. */
    String name();

    /** A stream for one call. */
    RecognitionStream open();

    @Override
    void close();
}
