package io.antiphon.server.dial;

import io.antiphon.server.call.House;
import io.antiphon.server.config.ServerConfig;
import io.antiphon.server.dial.DialAnswer.Kind;
import io.antiphon.server.dial.DialAnswer.Refused;
import io.antiphon.sip.CallTarget;
import io.antiphon.sip.CallTarget.Wishes;
import io.antiphon.sip.IncomingCall;
import io.antiphon.sip.Referral;
import io.antiphon.sip.SipCall;
import io.antiphon.sip.account.Account;
import io.antiphon.sip.account.Credentials;
import io.antiphon.sip.trunk.DialPlan;
import io.antiphon.sip.trunk.DialPlan.Asker;
import io.antiphon.sip.trunk.DialPlan.Verdict;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what somebody asks for into a call target, or says why not. Immutable, any thread. */
public final class Outbound {

    private static final Logger LOG = LoggerFactory.getLogger(Outbound.class);
    private static final String NOBODY = "antiphon";
    private static final Pattern NUMBER = Pattern.compile("[A-Za-z0-9+*#_.-]{1,64}");
    private static final Pattern HOST = Pattern
            .compile("(?i)sips?:(?:[^@]*@)?(\\[[^]]+]|[^:;?]+)(?::\\d{1,5})?(?:;.*)?");
    /** A caller waits meanwhile. */
    private static final Duration CONSULTATION_RING = Duration.ofSeconds(30);
    private static final Duration LONGEST_RING = Duration.ofMinutes(10);
    private static final int MOST_HEADERS = 16;
    private static final int LONGEST_HEADER = 512;

    private final Map<String, Account> accounts;
    private final DialPlan plan;
    private final House house;

    public Outbound(ServerConfig.Sip sip, House house) {
        this.accounts = new HashMap<>();
        sip.accounts().forEach(account -> accounts.putIfAbsent(account.user(), account));
        this.plan = sip.dialPlan();
        this.house = house;
    }

    /** The target, or who is to blame. */
    public sealed interface Aim {

        record At(CallTarget target) implements Aim {}

        record Not(Refused why) implements Aim {}
    }

    /** Looks at a request. */
    public Aim aim(DialRequest request) {
        var wrong = wrong(request);
        if (wrong.isPresent()) {
            return new Aim.Not(wrong.get());
        }
        var account = request.account().map(accounts::get);
        if (request.account().isPresent() && account.isEmpty()) {
            return malformed("account", "there is no account " + request.account().get()
                    + " in sip.accounts");
        }
        String uri = uri(request.to(), account);
        String host = host(uri);
        if (host.isEmpty()) {
            return malformed("to", "expected sip:200@host, sip:200@host:5060, or with an account"
                    + " 200 alone");
        }
        if (account.isPresent() && !account.get().host().equalsIgnoreCase(bare(host))) {
            // Its password would be offered to strangers.
            return malformed("to", "account " + account.get().user() + " is at "
                    + account.get().host() + "; leave out the account, or call there");
        }
        return switch (plan.judge(uri, new Asker.Client())) {
            case Verdict.Allowed _ -> target(uri, host, request, account);
            case Verdict.Refused(var why) ->
                new Aim.Not(new Refused(Kind.FORBIDDEN, "to", why));
        };
    }

    /** Whom the other side of a call asks us to call in its place; empty where the dial plan forbids it. */
    public Optional<CallTarget> aim(SipCall asking, Referral referral) {
        var peer = asking.peer().map(InetSocketAddress::getAddress);
        var trunk = asking instanceof IncomingCall in ? in.trunk() : Optional.<String>empty();
        var verdict = peer
                .map(from -> plan.judge(referral.target(), new Asker.Caller(from, trunk)))
                .orElse(new Verdict.Refused("nobody knows where the call comes from"));
        if (verdict instanceof Verdict.Refused(var why)) {
            LOG.warn("referral refused: id={} why={}", asking.id(), why);
            return Optional.empty();
        }
        var headers = new HashMap<String, String>();
        referral.referredBy().ifPresent(who -> headers.put("Referred-By", who));
        referral.replaces().ifPresent(call -> headers.put("Replaces", call));
        return at(referral.target(), "", Optional.empty(), headers);
    }

    /**
     * Whom an agent tells of a caller before it hands the caller on there: what stands in a template may be called.
     * Empty where it cannot be.
     *
     * @param caller what their phone shall show
     */
    public Optional<CallTarget> consult(String uri, String caller) {
        return at(uri, caller.replaceAll("[^ -~]|[\"\\\\]", ""), Optional.of(CONSULTATION_RING),
                Map.of());
    }

    /** As the account that is registered there, if there is one. */
    private Optional<CallTarget> at(String uri, String display, Optional<Duration> ring,
            Map<String, String> headers) {
        String host = bare(host(uri));
        var account = accounts.values()
                .stream()
                .filter(each -> each.host().equalsIgnoreCase(host))
                .findFirst();
        try {
            return Optional.of(new CallTarget(uri, account.map(Account::user).orElse(NOBODY),
                    display, account.map(Outbound::credentials), Optional.empty(),
                    new Wishes(account.map(_ -> host), ring, headers)));
        } catch (IllegalArgumentException odd) {
            LOG.warn("cannot be called: why={}", odd.getMessage());
            return Optional.empty();
        }
    }

    private static Aim target(String uri, String host, DialRequest request,
            Optional<Account> account) {
        var headers = new HashMap<>(request.headers());
        if (account.isPresent()) {
            request.from()
                    .ifPresent(number -> headers.put("P-Asserted-Identity",
                            "<sip:" + number + "@" + host + ">"));
        }
        String from = account.map(Account::user).or(request::from).orElse(NOBODY);
        var wishes = new Wishes(account.map(_ -> host), Optional.of(request.ring()), headers);
        return new Aim.At(new CallTarget(uri, from, "", account.map(Outbound::credentials),
                Optional.empty(), wishes));
    }

    private static Credentials credentials(Account account) {
        return account.credentials();
    }

    private Optional<Refused> wrong(DialRequest request) {
        var briefing = request.briefing();
        if (!house.knows(briefing.agent())) {
            return blame("agent", "there is no agent " + briefing.agent());
        }
        var unknown = house.misunderstood(briefing);
        if (!unknown.isEmpty()) {
            return blame("fields", String.join(", ", unknown) + ": agent " + briefing.agent()
                    + " has no such field, or the value is none of its type");
        }
        if (request.from().filter(number -> !NUMBER.matcher(number).matches()).isPresent()) {
            return blame("from", "expected a number or a name of letters, digits and + * # _ . -");
        }
        if (request.ring().compareTo(Duration.ofSeconds(1)) < 0
                || request.ring().compareTo(LONGEST_RING) > 0) {
            return blame("ringSeconds", "expected 1 to " + LONGEST_RING.toSeconds());
        }
        return wrongHeader(request.headers());
    }

    private static Optional<Refused> wrongHeader(Map<String, String> headers) {
        if (headers.size() > MOST_HEADERS) {
            return blame("headers", "expected " + MOST_HEADERS + " at most");
        }
        for (var header : headers.entrySet()) {
            String name = header.getKey();
            if (!name.matches("(?i)X-[A-Za-z0-9-]{1,60}")) {
                return blame("headers",
                        "a name begins with X- and goes on in letters, digits and -");
            }
            if (!header.getValue().matches("[ -~]{1," + LONGEST_HEADER + "}")) {
                return blame("headers", name + ": expected one line of printable ASCII, "
                        + LONGEST_HEADER + " characters at most");
            }
        }
        return Optional.empty();
    }

    /** A number alone is called where the account is. */
    private static String uri(String to, Optional<Account> account) {
        if (account.isPresent() && NUMBER.matcher(to).matches()) {
            var parts = account.get().registrar().split(":", 2);
            return parts[0] + ":" + to.replace("#", "%23") + "@" + parts[1];
        }
        return to;
    }

    private static String host(String uri) {
        var matcher = HOST.matcher(uri);
        return matcher.matches() ? matcher.group(1).toLowerCase(Locale.ROOT) : "";
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static Optional<Refused> blame(String field, String detail) {
        return Optional.of(new Refused(Kind.MALFORMED, field, detail));
    }

    private static Aim malformed(String field, String detail) {
        return new Aim.Not(new Refused(Kind.MALFORMED, field, detail));
    }
}
