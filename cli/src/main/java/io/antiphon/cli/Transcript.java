package io.antiphon.cli;

import io.antiphon.cli.demo.EventLine;
import io.antiphon.cli.terminal.Terminal;
import io.antiphon.cli.terminal.Terminal.Shade;
import java.util.Locale;

/**
 * Prints a call while it is held. Told by two threads, the reader of the caller's diary and the reader of the
 * server's events, who contend for it line by line.
 */
final class Transcript {

    private static final double NS_PER_S = 1e9;
    private static final String INDENT = " ".repeat(18);

    private final Terminal terminal;
    private long startNs = Long.MIN_VALUE;

    Transcript(Terminal terminal) {
        this.terminal = terminal;
    }

    synchronized void called(String uri, String voice) {
        terminal.line(
                terminal.in(Shade.FAINT, "calling " + uri + "; the caller speaks with " + voice));
        terminal.line("");
    }

    synchronized void told(EventLine event) {
        if (startNs == Long.MIN_VALUE) {
            startNs = event.atNs();
        }
        switch (event.type()) {
            case "line.begin" -> said(event, "caller", Shade.CALLER, spoken(event));
            case "speech.begin" -> said(event, "agent", Shade.AGENT, event.text("text"));
            case "heard.final" -> aside("recognised: " + event.text("text"));
            case "dtmf" -> aside("key " + event.text("digit"));
            case "floor" -> floor(event.text("order"));
            case "call.end" -> aside("the call is over");
            default -> {
                // The rest is for the report.
            }
        }
    }

    private static String spoken(EventLine event) {
        var text = event.text("text");
        return switch (event.text("kind")) {
            case "key" -> "[presses " + text + "]";
            case "barge-in" -> text + "   [interrupting]";
            case "backchannel" -> text + "   [only listening]";
            default -> text;
        };
    }

    private void floor(String orders) {
        if (orders.contains("CUT")) {
            aside("the agent yields");
        } else if (orders.contains("RESUME")) {
            aside("the agent goes on");
        }
    }

    private void said(EventLine event, String who, Shade shade, String text) {
        var at = String.format(Locale.ROOT, "%6.1f s  %-7s ", (event.atNs() - startNs) / NS_PER_S,
                who);
        terminal.line(terminal.in(Shade.FAINT, at) + " " + terminal.in(shade, text));
    }

    private void aside(String text) {
        terminal.line(INDENT + terminal.in(Shade.FAINT, text));
    }
}
