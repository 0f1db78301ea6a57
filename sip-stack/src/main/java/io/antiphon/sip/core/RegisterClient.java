package io.antiphon.sip.core;

import io.antiphon.sip.Transport;
import io.antiphon.sip.account.Account;
import io.antiphon.sip.account.Digest;
import io.antiphon.sip.account.RegisterAnswer;
import io.antiphon.sip.account.RegisterLink;
import io.antiphon.sip.account.Registration;
import io.antiphon.sip.account.RegistrationKeeper;
import io.antiphon.sip.account.RegistrationListener;
import io.antiphon.sip.account.RegistrationStatus;
import java.net.InetAddress;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.sip.Dialog;
import javax.sip.address.SipURI;
import javax.sip.header.ContactHeader;
import javax.sip.header.ExpiresHeader;
import javax.sip.header.MinExpiresHeader;
import javax.sip.message.Response;

/** Sends the REGISTER requests that a {@link RegistrationKeeper} asks for. Sip thread, but for {@link Registration}. */
final class RegisterClient implements Registration, RegisterLink, Population.Member {

    private final Core core;
    private final Account account;
    private final RegistrationListener listener;
    private final String callId;
    private final String tag;
    private final RegistrationKeeper keeper;
    private final AtomicReference<RegistrationStatus> status;
    private long cseq;

    RegisterClient(Core core, Account account, RegistrationListener listener, String callId) {
        this.core = core;
        this.account = account;
        this.listener = listener;
        this.callId = callId;
        this.tag = core.messages.newTag();
        this.keeper = new RegistrationKeeper(account, this, core.timers, core.random,
                this::changed);
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
    public void close() {
        core.post(keeper::stop);
    }

    @Override
    public void leave() {
        core.wire.guarded(keeper::stop);
    }

    @Override
    public boolean isCall() {
        return false;
    }

    void start() {
        core.population.enter(this);
        keeper.start();
    }

    private void changed() {
        status.set(keeper.status());
        if (keeper.status().state() == RegistrationStatus.State.UNREGISTERED) {
            core.population.left(this);
        }
        core.wire.guarded(() -> listener.changed(this, keeper.status()));
    }

    @Override
    public void register(long expiresSeconds, Optional<Digest> digest) {
        try {
            var registrar = core.messages.sipUri(account.registrar());
            var transport = Messages.transport(registrar);
            if (!core.supports(transport)) {
                later("no SIP over " + transport.word());
                return;
            }
            Lookup.of(core, registrar.getHost(),
                    address -> send(registrar, transport, address,
                            new Terms(expiresSeconds, digest)),
                    this::later);
        } catch (Exception unusable) {
            later("registrar not understood");
        }
    }

    private record Terms(long expiresSeconds, Optional<Digest> digest) {}

    private void send(SipURI registrar, Transport transport, InetAddress address, Terms terms) {
        try {
            var hop = Messages.destination(registrar, transport, address);
            // The address of record is a name without a way to get there (RFC 3261, section 10.2).
            String record = registrar.getScheme() + ":" + account.user() + "@"
                    + registrar.getHost();
            cseq++;
            var request = core.messages
                    .request(new Messages.Outline("REGISTER", registrar, record, "", tag, record,
                            callId, cseq), hop);
            core.messages.contact(request, account.user(), hop);
            core.messages.header(request, "Expires", Long.toString(terms.expiresSeconds()));
            core.messages.allow(request);
            if (terms.digest().isPresent()) {
                new DigestAnswer(terms.digest().get()).sign(request, core.messages);
            }
            core.send(request, new Waiting(core.messages.contact(account.user(), hop)));
        } catch (Exception notSent) {
            later("not sent: " + notSent.getMessage());
        }
    }

    /** Never from within the keeper's own call. */
    private void later(String why) {
        core.timers.after(0, () -> keeper.unanswered(why));
    }

    /** One REGISTER under way. */
    private final class Waiting implements Replies {

        private final String contact;
        private boolean done;

        Waiting(String contact) {
            this.contact = contact;
        }

        @Override
        public void response(Response response, Optional<Dialog> dialog) {
            if (response.getStatusCode() >= 200 && !done) {
                done = true;
                var least = response
                        .getHeader(MinExpiresHeader.NAME) instanceof MinExpiresHeader header
                                ? Optional.of((long) header.getExpires())
                                : Optional.<Long>empty();
                keeper.answered(
                        new RegisterAnswer(response.getStatusCode(), response.getReasonPhrase(),
                                DigestAnswer.challenges(response), granted(response), least));
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

        private void failed(String why) {
            if (!done) {
                done = true;
                keeper.unanswered(why);
            }
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
            String uri = theirs.getAddress().getURI().toString();
            int parameters = contact.indexOf(';');
            return uri.startsWith(parameters < 0 ? contact : contact.substring(0, parameters));
        }
    }
}
