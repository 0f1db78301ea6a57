package io.antiphon.dialogue.tool.http;

import io.antiphon.dialogue.tool.Cancellation;
import io.antiphon.fault.EngineFailure;

/** Shows a server who we are. Any thread. */
public interface Credentials {

    /** What is to be shown with a request. */
    sealed interface Shown {

        /** Nothing. */
        record Nothing() implements Shown {}

        /** A header. */
        record Header(String name, String value) implements Shown {

            /** Without the value, which is the secret. */
            @Override
            public String toString() {
                return "Header[" + name + "]";
            }
        }

        /** There is none to show. */
        record Missing(EngineFailure failure) implements Shown {}

        /** Given up before there was. */
        record Stopped() implements Shown {}
    }

    /** May wait. */
    Shown show(Cancellation cancellation);

    /** The server would not have it. Whether showing something else is worth a try. */
    boolean refused(Shown shown);
}
