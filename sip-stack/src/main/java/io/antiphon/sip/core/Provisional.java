package io.antiphon.sip.core;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import gov.nist.javax.sip.header.RAck;
import gov.nist.javax.sip.message.SIPRequest;
import io.antiphon.sip.sdp.SessionDescription;
import io.antiphon.time.Timers;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import javax.sip.ServerTransaction;
import javax.sip.message.Response;

/**
 * What an INVITE of theirs hears before its final answer. Reliably (RFC 3262) where the caller requires it, and
 * where a session depends on it and the caller can: repeated until a PRACK comes, and each only once the one
 * before was acknowledged. Sip thread.
 *
 * <p>jain-sip could repeat and match by itself, but says nothing to a PRACK that does not match, and waits on
 * our thread where a final answer comes too early.
 */
final class Provisional {

    /** T1. */
    private static final long FIRST_NS = MILLISECONDS.toNanos(500);
    /** RFC 3262, section 3: 64 times T1. */
    private static final long PATIENCE_NS = 64 * FIRST_NS;

    private final Core core;
    private final ServerTransaction invite;
    private final SIPRequest request;
    private final Writer writer;
    private final Runnable unheard;
    private final Deque<Saying> queue = new ArrayDeque<>();
    private Optional<Saying> pending = Optional.empty();
    private Optional<RAck> acknowledged = Optional.empty();
    private Optional<Response> answered = Optional.empty();
    private Timers.Timer repeat = () -> {};
    private Timers.Timer patience = () -> {};
    private boolean hasAgreed;
    private long sequence;

    /** Makes an answer to the INVITE. */
    @FunctionalInterface
    interface Writer {

        Response write(int status, String reason, Optional<SessionDescription> sdp)
                throws Exception;
    }

    /** What becomes of a PRACK. */
    enum Match {
        /** It acknowledges what waits for that. */
        NEW,
        /** The same as the last. */
        AGAIN,
        NONE
    }

    private record Saying(int status, String reason, Optional<SessionDescription> sdp) {}

    /** {@code unheard}: a reliable answer was never acknowledged. */
    Provisional(Core core, ServerTransaction invite, SIPRequest request, Writer writer,
            Runnable unheard) {
        this.core = core;
        this.invite = invite;
        this.request = request;
        this.writer = writer;
        this.unheard = unheard;
        this.sequence = 1L + core.random.nextInt(1_000_000);
    }

    /** Whether a session can be agreed on before the call is taken. */
    boolean canCarrySession() {
        return Extensions.supports(request, Extensions.RELIABLE)
                || Extensions.requires(request, Extensions.RELIABLE);
    }

    void say(int status, String reason, Optional<SessionDescription> sdp) throws Exception {
        boolean isReliable = Extensions.requires(request, Extensions.RELIABLE)
                || (sdp.isPresent() && canCarrySession());
        if (!isReliable) {
            invite.sendResponse(writer.write(status, reason, sdp));
            return;
        }
        queue.add(new Saying(status, reason, sdp));
        sayNext();
    }

    private void sayNext() throws Exception {
        if (pending.isPresent() || queue.isEmpty()) {
            return;
        }
        var next = queue.remove();
        pending = Optional.of(next);
        var response = writer.write(next.status(), next.reason(), next.sdp());
        core.messages.header(response, "Require", Extensions.RELIABLE);
        core.messages.header(response, "RSeq", Long.toString(sequence));
        invite.sendResponse(response);
        repeat(response, FIRST_NS);
        patience = core.timers.after(PATIENCE_NS, () -> {
            stop();
            unheard.run();
        });
    }

    private void repeat(Response response, long delayNs) {
        repeat = core.timers.after(delayNs, () -> {
            core.wire.guarded(() -> invite.sendResponse(response));
            repeat(response, 2 * delayNs);
        });
    }

    /** No final answer that takes the call may be given yet (RFC 3262, section 3). */
    boolean isOwed() {
        return pending.flatMap(Saying::sdp).isPresent()
                || queue.stream().anyMatch(saying -> saying.sdp().isPresent());
    }

    /** Whether a session has been agreed on: one was sent, and the caller has it. */
    boolean hasAgreed() {
        return hasAgreed;
    }

    Match match(SIPRequest prack) throws Exception {
        if (!(prack.getHeader(RAck.NAME) instanceof RAck rack)) {
            return Match.NONE;
        }
        if (acknowledged.filter(rack::equals).isPresent()) {
            return Match.AGAIN;
        }
        boolean matches = pending.isPresent() && rack.getRSequenceNumber() == sequence
                && rack.getCSequenceNumber() == request.getCSeq().getSeqNumber()
                && rack.getMethod().equals(request.getMethod());
        if (!matches) {
            return Match.NONE;
        }
        acknowledged = Optional.of(rack);
        hasAgreed |= pending.flatMap(Saying::sdp).isPresent();
        answered = Optional.empty();
        pending = Optional.empty();
        sequence++;
        repeat.cancel();
        patience.cancel();
        return Match.NEW;
    }

    /** Answers a PRACK that matched, and goes on. */
    void answer(Response response) throws Exception {
        answered = Optional.of(response);
        core.provider().sendResponse(response);
        sayNext();
    }

    /** The same answer to the same PRACK, unless it is being thought about. */
    void answerAgain() throws Exception {
        if (answered.isPresent()) {
            core.provider().sendResponse(answered.get());
        }
    }

    /** The call is taken: nothing is repeated any more, but what was on its way may still be acknowledged. */
    void settle() {
        queue.clear();
        repeat.cancel();
        patience.cancel();
    }

    /** The call is over. */
    void stop() {
        queue.clear();
        pending = Optional.empty();
        repeat.cancel();
        patience.cancel();
    }
}
