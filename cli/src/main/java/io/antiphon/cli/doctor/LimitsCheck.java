package io.antiphon.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** What the system allows a process: open files, and threads that go before others. */
final class LimitsCheck implements Check {

    private static final long ENOUGH_FILES = 4_096;
    private static final long ENOUGH_NICE = 30;

    private final Path limits;

    LimitsCheck(Path limits) {
        this.limits = limits;
    }

    @Override
    public List<Finding> findings() {
        List<String> lines;
        try {
            lines = Files.readAllLines(limits);
        } catch (IOException e) {
            return List.of(Finding.ok("limits", "unknown to this system"));
        }
        var findings = new ArrayList<Finding>();
        limit(lines, "Max open files").ifPresent(files -> findings.add(files >= ENOUGH_FILES
                ? Finding.ok("open files", "up to " + told(files))
                : Finding.warning("open files", "up to " + files,
                        "a call takes two: ulimit -n " + ENOUGH_FILES)));
        limit(lines, "Max nice priority").ifPresent(nice -> findings.add(priority(nice)));
        return findings;
    }

    private static Finding priority(long nice) {
        boolean mayRise = nice >= ENOUGH_NICE || "root".equals(System.getProperty("user.name"));
        return mayRise
                ? Finding.ok("priority", "the sound may go before other work")
                : Finding.warning("priority", "the sound cannot go before other work",
                        "on a busy machine packets may leave late; grant it with LimitNICE=-10 in the systemd unit, "
                                + "or 'ulimit -e 30'");
    }

    private static OptionalLong limit(List<String> lines, String name) {
        var written = Pattern.compile(Pattern.quote(name) + "\\s+(\\d{1,18}|unlimited)\\s.*");
        for (var line : lines) {
            var matcher = written.matcher(line);
            if (matcher.matches()) {
                var soft = matcher.group(1);
                return OptionalLong
                        .of(soft.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(soft));
            }
        }
        return OptionalLong.empty();
    }

    private static String told(long limit) {
        return limit == Long.MAX_VALUE ? "any number" : Long.toString(limit);
    }
}
