package io.antiphon.sip.core;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.antiphon.sip.IpLiteral;
import io.antiphon.sip.account.Account;
import io.antiphon.sip.ping.Pinger;
import io.antiphon.sip.ping.Reachability;
import io.antiphon.sip.ping.Reachability.State;
import io.antiphon.time.Timers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.SipException;
import javax.sip.address.SipURI;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one other end by OPTIONS whether it is there (RFC 3261, section 11), at every address that its name has
 * until one answers. Never signed: a challenge is an answer. Sip thread, but for {@link #reachability}.
 */
final class OptionsPing implements Pinger.Link, Population.Member {

    private static final Logger LOG = LoggerFactory.getLogger(OptionsPing.class);
    private static final String NOBODY = "ping";

    /** A datagram leaves four times in it; Timer F would wait 32 s. */
    private static final long PATIENCE_NS = SECONDS.toNanos(4);

    private final Core core;
    private final Whom whom;
    private final String callId;
    private final String tag;
    private final Pinger pinger;
    private volatile Reachability reachability = Reachability.UNKNOWN;
    private long cseq;

    /**
     * Whom to ask.
     *
     * @param name for the log
     * @param proxy by whom the question goes
     * @param from whom it is from; nothing: from our own address
     */
    private record Whom(String name, String uri, Optional<String> proxy, Optional<String> from) {}

    private OptionsPing(Core core, Whom whom) {
        this.core = core;
        this.whom = whom;
        this.callId = core.messages.newTag() + core.messages.newTag();
        this.tag = core.messages.newTag();
        this.pinger = new Pinger(core.config.carriage().ping(), this, core.timers, core.random,
                this::changed);
    }

    /** Of the registrar of an account. */
    static OptionsPing of(Core core, Account account) {
        String record = account.registrar().split(":", 2)[0] + ":" + account.user() + "@"
                + IpLiteral.inUri(account.host());
        return new OptionsPing(core, new Whom(account.user() + "@" + account.host(),
                account.registrar(), account.outboundProxy(), Optional.of(record)));
    }

    /** Of the address of a trunk. */
    static OptionsPing of(Core core, String trunk, String address) {
        return new OptionsPing(core,
                new Whom(trunk, address, Optional.empty(), Optional.empty()));
    }

    /** Any thread. */
    Reachability reachability() {
        return reachability;
    }

    /** Does nothing where the configuration wants no pings. */
    void start() {
        if (!core.config.carriage().ping().isZero() && !core.population.isDraining()) {
            core.population.enter(this);
            pinger.start();
        }
    }

    @Override
    public void leave() {
        pinger.stop();
        core.population.left(this);
    }

    @Override
    public boolean isCall() {
        return false;
    }

    private void changed() {
        var before = reachability.state();
        reachability = pinger.known();
        if (reachability.state() != before) {
            tell(reachability);
        }
    }

    private void tell(Reachability now) {
        if (now.state() == State.REACHABLE) {
            LOG.info("options: peer={} state={} roundTripMs={}", whom.name(), now.state(),
                    now.roundTrip().map(Duration::toMillis).orElse(0L));
        } else {
            LOG.warn("options: peer={} state={} error={}", whom.name(), now.state(),
                    now.lastError().orElse(""));
        }
    }

    @Override
    public void ask() {
        try {
            var uri = core.messages.sipUri(whom.uri());
            var proxy = whom.proxy().isEmpty()
                    ? Optional.<SipURI>empty()
                    : Optional.of(core.messages.sipUri(whom.proxy().get()));
            Ways.to(core, proxy.orElse(uri), Optional.empty(),
                    ways -> send(new Question(uri, proxy.stream().toList(), ways)),
                    pinger::unanswered);
        } catch (Exception unusable) {
            pinger.unanswered("address not understood");
        }
    }

    private record Question(SipURI uri, List<SipURI> routes, Ways ways) {}

    private void send(Question question) {
        try {
            var hop = question.ways().current();
            cseq++;
            String from = whom.from()
                    .orElseGet(() -> "sip:" + NOBODY + "@" + core.messages.localHost(hop));
            var request = core.messages.request(new Messages.Outline("OPTIONS", question.uri(),
                    from, "", tag, whom.uri(), callId, cseq), hop);
            core.routes.write(question.routes(), request);
            core.messages.contact(request, NOBODY, hop);
            core.messages.header(request, "Accept", "application/sdp");
            core.messages.allow(request);
            new Waiting(question).send(request);
        } catch (Exception notSent) {
            pinger.unanswered("not sent: " + notSent.getMessage());
        }
    }

    /** One OPTIONS under way. */
    private final class Waiting implements Replies {

        private final Question question;
        private final long sentNs = core.timers.nanoTime();
        private Timers.Timer impatience = () -> {};
        private Optional<ClientTransaction> transaction = Optional.empty();
        private boolean done;

        Waiting(Question question) {
            this.question = question;
        }

        void send(Request request) throws SipException {
            transaction = Optional.of(core.send(request, this));
            impatience = core.timers.after(PATIENCE_NS, this::unanswered);
        }

        @Override
        public void response(Response response, Optional<Dialog> dialog) {
            int status = response.getStatusCode();
            if (done || status < 200) {
                return;
            }
            core.shunned.heed(response, question.ways().current());
            if (status == 503 && question.ways().hasAnother()) {
                failed("503 " + response.getReasonPhrase());
                return;
            }
            done = true;
            impatience.cancel();
            pinger.answered(status, response.getReasonPhrase(),
                    Duration.ofNanos(core.timers.nanoTime() - sentNs));
        }

        @Override
        public void unanswered() {
            failed("no answer to OPTIONS");
        }

        @Override
        public void undeliverable(String why) {
            failed("not reachable: " + why);
        }

        /** Goes on to the next address; the last one's failure is that of the ping. */
        private void failed(String why) {
            if (done) {
                return;
            }
            done = true;
            impatience.cancel();
            transaction.ifPresent(sent -> core.wire.guarded(sent::terminate));
            if (question.ways().advance()) {
                OptionsPing.this.send(question);
            } else {
                pinger.unanswered(why);
            }
        }
    }
}
