package io.antiphon.sip.trunk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is logged of those who were turned away, and that the filter for fail2ban that we ship finds it. */
class RefusalsTest {

    private static final int CANNOT_BE_HAD = 3;
    private static final Path FILTER = Path.of("..", "packaging", "fail2ban", "filter.d",
            "antiphon.conf");
    /** As the console has it, and as the journal hands it on. */
    private static final List<String> PREFIXES = List.of("08:15:00.123 WARN  security: ",
            "host antiphon[4711]: 08:15:00.123 WARN  security: ");

    private static String line(String address, String method, String user) {
        return Refusals.line(new InetSocketAddress(InetAddress.ofLiteral(address), 5066), "udp",
                method, "wrong-password", user);
    }

    /** The one expression of the filter, with an address where fail2ban puts one. */
    private static Pattern filter() throws Exception {
        String expression = Files.readAllLines(FILTER)
                .stream()
                .filter(each -> each.startsWith("failregex = "))
                .findFirst()
                .orElseThrow()
                .substring(12);
        return Pattern.compile(expression.replace("<ADDR>", "(?<host>[0-9a-f:.]+)"));
    }

    private static List<String> found(String line) throws Exception {
        var pattern = filter();
        return PREFIXES.stream()
                .map(prefix -> pattern.matcher(prefix + line))
                .map(matcher -> matcher.find() ? matcher.group("host") : "none")
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.7", "2001:db8:0:0:0:0:0:7"})
    void aRefusalIsFoundWithItsSource(String source) throws Exception {
        assertEquals(List.of(source, source), found(line(source, "REGISTER", "100")));
    }

    /** Nobody gets somebody else banned by the name that they choose. */
    @ParameterizedTest
    @ValueSource(strings = {"x\r\n08:15:00.123 WARN  security: refused: source=198.51.100.1",
            "\" user=\"y", "\u001b[31mred", "\u202egpj", "ü", "a\\\"b", "\u2028", "",
            "08:15:00.123 WARN  security: refused: source=198.51.100.1 port=1 transport=udp reason=x method=\"a\" user=\"b\""})
    void whatAPeerCallsItselfStaysWithinItsQuotes(String user) throws Exception {
        String line = line("192.0.2.7", user, user);
        assertTrue(line.chars().allMatch(c -> c >= ' ' && c <= '~'), line);
        assertEquals(4, line.chars().filter(c -> c == '"').count(), line);
        assertFalse(line.length() > 1_000, line);
        assertEquals(List.of("192.0.2.7", "192.0.2.7"), found(line));
    }

    @Test
    void otherLinesAreNone() throws Exception {
        assertEquals(List.of("none", "none"), found("call begins: id=x agent=\"y\""));
        var begins = "08:15:00.123 INFO  CallSession: x WARN  security: "
                + line("192.0.2.7", "REGISTER", "100");
        assertFalse(filter().matcher(begins).find());
    }

    /** By fail2ban itself. */
    @Test
    void fail2banFindsIt() throws Exception {
        var log = Files.createTempFile("security", ".log");
        try {
            Files.writeString(log, PREFIXES.getFirst() + line("192.0.2.7", "INVITE", "1 \"2\"")
                    + "\n08:15:01.000 INFO  VoiceServer: registration: user=\"100\"\n");
            var process = new ProcessBuilder("sh",
                    Path.of("src", "test", "resources", "fail2ban", "regex.sh").toString(),
                    log.toString(), FILTER.toAbsolutePath().normalize().toString())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String told = new String(process.getInputStream().readAllBytes(), UTF_8);
            int status = process.waitFor();
            assumeTrue(status != CANNOT_BE_HAD, "skipped, because " + told);
            assertEquals(0, status, told);
            assertTrue(told.contains("Lines: 2 lines, 0 ignored, 1 matched, 1 missed"), told);
        } finally {
            Files.delete(log);
        }
    }
}
