package io.antiphon.cli.demo;

import io.antiphon.cli.report.CallTimeline;
import io.antiphon.cli.report.Turn;
import io.antiphon.cli.terminal.Table;
import io.antiphon.cli.terminal.Table.Column;
import io.antiphon.cli.terminal.Terminal;
import io.antiphon.cli.terminal.Terminal.Shade;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Prints the turns of a call as a table, and one line that says how it went. */
public final class DemoTable {

    private static final int MOST_REPLY = 90;

    private final Terminal terminal;

    public DemoTable(Terminal terminal) {
        this.terminal = terminal;
    }

    public void print(CallTimeline timeline) {
        var table = new Table(List.of(Column.number("turn"), Column.narrow("kind"),
                Column.text("said", 4, Shade.CALLER), Column.text("recognised", 4, Shade.STRONG),
                Column.text("reply", 5, Shade.AGENT), Column.number("wire gap"),
                Column.number("barge-in stop")));
        for (var turn : timeline.turns()) {
            table.row(List.of((turn.isLost() ? "✗ " : "") + turn.number(), turn.kind(), turn.said(),
                    turn.recognised(), shortened(turn.reply()), ms(turn.times().wireGapMs()),
                    ms(turn.times().stopMs())));
        }
        table.print(terminal);
        terminal.line("");
        for (var turn : timeline.turns()) {
            if (turn.isLost()) {
                terminal.line(terminal.in(Shade.BAD,
                        "turn " + turn.number() + " was lost: " + turn.lost()));
            }
        }
        terminal.line(verdict(timeline));
    }

    private String verdict(CallTimeline timeline) {
        int turns = timeline.turns().size();
        long lost = timeline.turnsLost();
        var held = lost == 0
                ? terminal.in(Shade.GOOD, turns + " turns held, none lost")
                : terminal.in(Shade.BAD, (turns - lost) + " of " + turns + " turns held");
        double[] gaps = timeline.turns()
                .stream()
                .filter(Turn::isSpoken)
                .map(Turn::times)
                .map(Turn.Times::wireGapMs)
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .sorted()
                .toArray();
        return gaps.length == 0
                ? held + "."
                : String.format(Locale.ROOT, "%s; wire gap %.0f ms in the median, %.0f to %.0f.",
                        held,
                        gaps[(gaps.length - 1) / 2], gaps[0], gaps[gaps.length - 1]);
    }

    /** The report has all of it. */
    private static String shortened(String reply) {
        if (reply.length() <= MOST_REPLY) {
            return reply;
        }
        int space = reply.lastIndexOf(' ', MOST_REPLY);
        return reply.substring(0, space < 0 ? MOST_REPLY : space) + " …";
    }

    private static String ms(OptionalDouble value) {
        return value.isEmpty() ? "" : Math.round(value.getAsDouble()) + " ms";
    }
}
