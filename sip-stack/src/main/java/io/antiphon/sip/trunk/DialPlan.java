package io.antiphon.sip.trunk;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whom this server calls, or has called, for whom: what stands between a stranger's request and the operator's
 * telephone bill. Immutable, any thread.
 *
 * <table>
 * <caption>what is allowed</caption>
 * <tr><td>the operator, who wrote the template</td><td>any sip: URI</td></tr>
 * <tr><td>the API, the command line</td><td>what a dial pattern of the trunk or account there names</td></tr>
 * <tr><td>the other side of a call (REFER, a caller's words)</td><td>the same; and where no pattern is written for
 * that place at all and it is no trunk, the caller's own host, but nothing abroad</td></tr>
 * </table>
 */
public record DialPlan(List<Way> trunks, List<Way> accounts) {

    /** Nothing is configured. */
    public static final DialPlan NONE = new DialPlan(List.of(), List.of());

    // user@host:port;parameters and nothing else: no password, no headers.
    private static final Pattern TARGET = Pattern.compile(
            "(?i)sips?:([^@:;?<>\\s]+)@(\\[[0-9a-f:.]+]|[a-z0-9._-]+)(?::\\d{1,5})?((?:;[^?<>\\s]*)?)");
    private static final Pattern DIALLABLE = Pattern.compile("[A-Za-z0-9+*#_.-]{1,64}");

    public DialPlan {
        trunks = List.copyOf(trunks);
        accounts = List.copyOf(accounts);
    }

    /** Who wants a call. */
    public sealed interface Asker {

        /** Whoever wrote the template or the configuration. */
        record Operator() implements Asker {}

        /** The API or the command line. */
        record Client() implements Asker {}

        /**
         * The other side of a call: it sent REFER, or the target was made of what the caller said.
         *
         * @param peer where its messages come from
         * @param trunk the name of the trunk over which it came, where one is known
         */
        record Caller(InetAddress peer, Optional<String> trunk) implements Asker {}
    }

    /** What the plan says. */
    public sealed interface Verdict {

        /** Go ahead; {@code way} is the name of the trunk or account there, where it is one. */
        record Allowed(Optional<String> way) implements Verdict {}

        /** Do not; {@code why} is for the operator's log. */
        record Refused(String why) implements Verdict {}

        default boolean isAllowed() {
            return this instanceof Allowed;
        }
    }

    /** Judges {@code sip:200@pbx}; a Refer-To is to be handed in without its headers. */
    public Verdict judge(String target, Asker asker) {
        var matcher = TARGET.matcher(target);
        if (!matcher.matches()) {
            return new Verdict.Refused("the target is not of the form sip:user@host");
        }
        String host = bare(matcher.group(2));
        var way = at(host);
        if (asker instanceof Asker.Operator) {
            return new Verdict.Allowed(way.map(Way::name));
        }
        if (matcher.group(3).toLowerCase(Locale.ROOT).contains(";maddr")) {
            return new Verdict.Refused("the target names a second host (maddr)");
        }
        var user = decoded(matcher.group(1)).filter(text -> DIALLABLE.matcher(text).matches());
        if (user.isEmpty()) {
            return new Verdict.Refused("the target's user part is neither a number nor a name");
        }
        return switch (asker) {
            case Asker.Operator _ -> new Verdict.Allowed(way.map(Way::name));
            case Asker.Client _ -> byPattern(user.get(), host, way);
            case Asker.Caller caller -> forCaller(user.get(), host, way, caller);
        };
    }

    private Verdict forCaller(String user, String host, Optional<Way> there, Asker.Caller caller) {
        boolean home = literal(host).filter(caller.peer()::equals).isPresent();
        // A trunk that is known by its password is no address; its callers may name the one they have.
        var way = there.or(() -> caller.trunk().filter(_ -> home).flatMap(this::trunk));
        boolean strict = way.filter(found -> !found.dial().isEmpty() || trunks.contains(found))
                .isPresent() || caller.trunk().isPresent();
        if (strict || !home) {
            return byPattern(user, host, way);
        }
        return DialPattern.isAbroad(user)
                ? new Verdict.Refused("no dial pattern names the prefix of this number abroad")
                : new Verdict.Allowed(way.map(Way::name));
    }

    private static Verdict byPattern(String user, String host, Optional<Way> way) {
        if (way.isEmpty()) {
            return new Verdict.Refused("no trunk or account is at " + host);
        }
        return way.get().allows(user)
                ? new Verdict.Allowed(way.map(Way::name))
                : new Verdict.Refused("no dial pattern of " + way.get().name()
                        + " allows it; see sip.trunks.dial in the configuration");
    }

    /** Whoever is at this host; trunks first. */
    private Optional<Way> at(String host) {
        return trunks.stream()
                .filter(way -> way.has(host))
                .findFirst()
                .or(() -> accounts.stream().filter(way -> way.has(host)).findFirst());
    }

    private Optional<Way> trunk(String name) {
        return trunks.stream().filter(way -> way.name().equalsIgnoreCase(name)).findFirst();
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static Optional<InetAddress> literal(String host) {
        try {
            return Optional.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException aName) {
            return Optional.empty();
        }
    }

    /** Without percent escapes; empty where they are broken. */
    private static Optional<String> decoded(String user) {
        var bytes = new byte[user.length()];
        int length = 0;
        for (int i = 0; i < user.length(); i++) {
            char c = user.charAt(i);
            if (c == '%') {
                if (i + 2 >= user.length()) {
                    return Optional.empty();
                }
                int high = Character.digit(user.charAt(i + 1), 16);
                int low = Character.digit(user.charAt(i + 2), 16);
                if (high < 0 || low < 0) {
                    return Optional.empty();
                }
                bytes[length++] = (byte) (high << 4 | low);
                i += 2;
            } else if (c > 127) {
                return Optional.empty();
            } else {
                bytes[length++] = (byte) c;
            }
        }
        return Optional.of(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
    }
}
