package io.antiphon.sip.core;

import gov.nist.javax.sip.message.SIPResponse;
import io.antiphon.sip.IpLiteral;
import io.antiphon.sip.Transport;
import io.antiphon.sip.account.Account;
import io.antiphon.sip.account.Digest;
import io.antiphon.sip.account.RegisterAnswer;
import io.antiphon.sip.account.RegisterLink;
import io.antiphon.sip.account.Registration;
import io.antiphon.sip.account.RegistrationKeeper;
import io.antiphon.sip.account.RegistrationListener;
import io.antiphon.sip.account.RegistrationStatus;
import io.antiphon.sip.ping.Reachability;
import io.antiphon.sip.wire.Destination;
import io.antiphon.time.Timers;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.SipException;
import javax.sip.address.SipURI;
import javax.sip.header.ContactHeader;
import javax.sip.header.ExpiresHeader;
import javax.sip.header.HeaderAddress;
import javax.sip.header.MinExpiresHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** Sends the REGISTER requests that a {@link RegistrationKeeper} asks for. Sip thread, but for {@link Registration}. */
final class RegisterClient implements Registration, RegisterLink, Population.Member {

    private final Core core;
    private final Account account;
    private final RegistrationListener listener;
    private final String callId;
    private final String tag;
    private final RegistrationKeeper keeper;
    private final OptionsPing ping;
    private final AtomicReference<RegistrationStatus> status;
    /** Who answered last; the others may not know our nonce. */
    private Optional<Destination> heard = Optional.empty();
    /** Our host and port as the registrar saw it, where that is not what we said. */
    private Optional<String> seen = Optional.empty();
    /** The contact that it knows. */
    private Optional<String> registered = Optional.empty();
    private boolean isRenewal;
    private long cseq;

    RegisterClient(Core core, Account account, RegistrationListener listener, String callId) {
        this.core = core;
        this.account = account;
        this.listener = listener;
        this.callId = callId;
        this.tag = core.messages.newTag();
        this.keeper = new RegistrationKeeper(account, this, core.timers, core.random,
                this::changed);
        this.ping = OptionsPing.of(core, account);
        this.status = new AtomicReference<>(keeper.status());
    }

    @Override
    public Account account() {
        return account;
    }

    @Override
    public RegistrationStatus status() {
        return status.get();
    }

    @Override
    public Reachability reachability() {
        return ping.reachability();
    }

    @Override
    public void close() {
        core.post(this::stop);
    }

    @Override
    public void leave() {
        core.wire.guarded(this::stop);
    }

    private void stop() {
        ping.leave();
        keeper.stop();
    }

    @Override
    public boolean isCall() {
        return false;
    }

    void start() {
        core.population.enter(this);
        core.wire.guarded(() -> core.routes.learn(account, List.of()));
        keeper.start();
        ping.start();
    }

    private void changed() {
        status.set(keeper.status());
        if (keeper.status().state() == RegistrationStatus.State.UNREGISTERED) {
            core.routes.forget(account);
            core.doorman.unregistered(callId);
            core.population.left(this);
        }
        core.wire.guarded(() -> listener.changed(this, keeper.status()));
    }

    @Override
    public void register(long expiresSeconds, Optional<Digest> digest) {
        try {
            var registrar = core.messages.sipUri(account.registrar());
            var first = core.routes.proxy(account).orElse(registrar);
            Ways.to(core, first, Optional.empty(), ways -> {
                heard.ifPresent(ways::prefer);
                send(registrar, ways, new Terms(expiresSeconds, digest));
            }, this::later);
        } catch (Exception unusable) {
            later("registrar not understood");
        }
    }

    private record Terms(long expiresSeconds, Optional<Digest> digest) {}

    private void send(SipURI registrar, Ways ways, Terms terms) {
        try {
            var hop = ways.current();
            // The address of record is a name without a way to get there (RFC 3261, section 10.2).
            String record = registrar.getScheme() + ":" + account.user() + "@"
                    + registrar.getHost();
            cseq++;
            var request = core.messages
                    .request(new Messages.Outline("REGISTER", registrar, record, "", tag, record,
                            callId, cseq), hop);
            String contact = contact(hop);
            core.messages.header(request, "Contact", contacts(contact));
            core.routes.write(core.routes.proxy(account).stream().toList(), request);
            // RFC 3327: proxies on the way may say how to get back to us.
            core.messages.header(request, "Supported", "path");
            core.messages.header(request, "Expires", Long.toString(terms.expiresSeconds()));
            core.messages.allow(request);
            if (terms.digest().isPresent()) {
                new DigestAnswer(terms.digest().get()).sign(request, core.messages);
            }
            new Waiting(registrar, ways, terms, contact).send(request);
        } catch (Exception notSent) {
            later("not sent: " + notSent.getMessage());
        }
    }

    /** Where we are to be found: as the registrar sees us, where it has told. */
    private String contact(Destination hop) {
        return "<" + seen.filter(_ -> hop.transport() == Transport.UDP)
                .map(from -> "sip:" + account.user() + "@" + from)
                .orElseGet(() -> core.messages.contact(account.user(), hop)) + ">";
    }

    /** Ours, and the one that it replaces, which would be called in vain for as long as it was granted. */
    private String contacts(String contact) {
        return registered.filter(before -> !before.equals(contact))
                .map(before -> contact + ", " + before + ";expires=0")
                .orElse(contact);
    }

    /** Never from within the keeper's own call. */
    private void later(String why) {
        core.timers.after(0, () -> keeper.unanswered(why));
    }

    /** One REGISTER under way. */
    private final class Waiting implements Replies {

        private final SipURI registrar;
        private final Ways ways;
        private final Terms terms;
        private final String contact;
        private Timers.Timer impatience = () -> {};
        private Optional<ClientTransaction> transaction = Optional.empty();
        private boolean done;

        Waiting(SipURI registrar, Ways ways, Terms terms, String contact) {
            this.registrar = registrar;
            this.ways = ways;
            this.terms = terms;
            this.contact = contact;
        }

        void send(Request request) throws SipException {
            transaction = Optional.of(core.send(request, this));
            if (ways.hasAnother()) {
                impatience = core.timers.after(Ways.PATIENCE_NS, this::unanswered);
            }
        }

        @Override
        public void response(Response response, Optional<Dialog> dialog) {
            impatience.cancel();
            core.shunned.heed(response, ways.current());
            if (response.getStatusCode() == 503 && ways.hasAnother()) {
                failed("503 " + response.getReasonPhrase());
            } else if (response.getStatusCode() >= 200 && !done) {
                done = true;
                heard = Optional.of(ways.current());
                if (response.getStatusCode() < 300) {
                    core.doorman.registered(callId,
                            ((SIPResponse) response).getPeerPacketSourceAddress());
                }
                var least = response
                        .getHeader(MinExpiresHeader.NAME) instanceof MinExpiresHeader header
                                ? Optional.of((long) header.getExpires())
                                : Optional.<Long>empty();
                boolean moved = isMoved((SIPResponse) response);
                boolean isTaken = response.getStatusCode() / 100 == 2;
                if (isTaken) {
                    registered = Optional.of(contact);
                    core.wire.guarded(() -> core.routes.learn(account, serviceRoute(response)));
                }
                keeper.answered(
                        new RegisterAnswer(response.getStatusCode(), response.getReasonPhrase(),
                                DigestAnswer.challenges(response), granted(response), least,
                                Messages.retryAfter(response)));
                if (isTaken) {
                    renew(moved);
                }
            }
        }

        /** Whether the registrar saw us elsewhere than we said (RFC 3581); from now on we say what it saw. */
        private boolean isMoved(SIPResponse response) {
            var via = response.getTopmostVia();
            if (via.getRPort() <= 0 || core.config.advertisedAddress().isPresent()
                    || ways.current().transport() != Transport.UDP) {
                return false;
            }
            String host = via.getReceived() == null ? via.getHost() : via.getReceived();
            String from = IpLiteral.inUri(host) + ":" + via.getRPort();
            seen = Optional.of(from);
            return !contact.contains("@" + from + ">");
        }

        /** Once for each answer that was due, lest a NAT that never settles keeps us busy. */
        private void renew(boolean moved) {
            isRenewal = moved && !isRenewal;
            if (isRenewal) {
                keeper.renew();
            }
        }

        @Override
        public void unanswered() {
            failed("no answer from the registrar");
        }

        @Override
        public void undeliverable(String why) {
            failed("not reachable: " + why);
        }

        /** Goes on to the next destination; the last one's failure is that of the registration. */
        private void failed(String why) {
            if (done) {
                return;
            }
            done = true;
            impatience.cancel();
            transaction.ifPresent(sent -> core.wire.guarded(sent::terminate));
            if (ways.advance()) {
                RegisterClient.this.send(registrar, ways, terms);
            } else {
                keeper.unanswered(why);
            }
        }

        private List<SipURI> serviceRoute(Response response) {
            var route = new ArrayList<SipURI>();
            Iterator<?> headers = response.getHeaders("Service-Route");
            while (headers.hasNext()) {
                if (headers.next() instanceof HeaderAddress hop
                        && hop.getAddress().getURI() instanceof SipURI uri) {
                    route.add(uri);
                }
            }
            return route;
        }

        /** What our own Contact was granted; others of the same account have terms of their own. */
        private Optional<Long> granted(Response response) {
            Iterator<?> contacts = response.getHeaders(ContactHeader.NAME);
            while (contacts.hasNext()) {
                if (contacts.next() instanceof ContactHeader theirs && theirs.getExpires() >= 0
                        && isOurs(theirs)) {
                    return Optional.of((long) theirs.getExpires());
                }
            }
            return response.getHeader(ExpiresHeader.NAME) instanceof ExpiresHeader header
                    ? Optional.of((long) header.getExpires())
                    : Optional.empty();
        }

        private boolean isOurs(ContactHeader theirs) {
            String ours = contact.replaceFirst("^<([^;>]*).*", "$1");
            return theirs.getAddress().getURI().toString().startsWith(ours);
        }
    }
}
