package io.antiphon.server.interop;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The page: an RFC a line, a peer a column, and below it each test. */
final class InteropPage {

    private static final String HEAD = """
            # Interoperability

            What was tried with software that is not ours, as the last run of `./antiphon test` on the machine of whoever committed this page
            left it. Written by that run (`server/target/interop.md`); `InteropPageTest` holds it to the tests. A cell counts tests.

            """;

    private InteropPage() {}

    static String of(List<InteropRow> rows) {
        var page = new StringBuilder(HEAD).append(peers(rows)).append('\n');
        page.append("| RFC |");
        Arrays.stream(Peer.values())
                .forEach(peer -> page.append(' ').append(peer.title()).append(" |"));
        page.append("\n|").append(" --- |".repeat(Peer.values().length + 1)).append('\n');
        var all = new TreeSet<Integer>();
        rows.forEach(row -> all.addAll(rfcs(row)));
        for (int rfc : all) {
            page.append("| ").append(rfc).append(" |");
            for (var peer : Peer.values()) {
                page.append(' ').append(cell(rows, rfc, peer)).append(" |");
            }
            page.append('\n');
        }
        page.append("\n| RFC | peer | what | test | outcome |\n| --- | --- | --- | --- | --- |\n");
        rows.stream()
                .sorted(Comparator.comparing(InteropRow::peer).thenComparing(InteropRow::test))
                .forEach(row -> page.append(row.line()).append('\n'));
        return page.toString();
    }

    private static String peers(List<InteropRow> rows) {
        return Arrays.stream(Peer.values())
                .map(peer -> peer.title() + " " + rows.stream()
                        .filter(row -> row.peer().equals(peer.title()))
                        .map(InteropRow::version)
                        .filter(version -> !version.isEmpty())
                        .findFirst()
                        .orElse("(not here)"))
                .collect(Collectors.joining(", ", "Peers: ", ".\n"));
    }

    private static List<Integer> rfcs(InteropRow row) {
        return Arrays.stream(row.rfcs().split(", ")).map(Integer::valueOf).toList();
    }

    private static String cell(List<InteropRow> rows, int rfc, Peer peer) {
        var mine = rows.stream()
                .filter(row -> row.peer().equals(peer.title()) && rfcs(row).contains(rfc))
                .toList();
        return List.of("fail", "skipped", "pass")
                .stream()
                .map(outcome -> told(mine, outcome))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
    }

    private static Optional<String> told(List<InteropRow> rows, String outcome) {
        long count = rows.stream().filter(row -> row.outcome().startsWith(outcome)).count();
        return count == 0 ? Optional.empty() : Optional.of(outcome + " " + count);
    }
}
