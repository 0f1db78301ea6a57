package io.antiphon.server.call;

import io.antiphon.call.CallId;
import io.antiphon.dialogue.campaign.Ending.Transfer;
import java.util.Optional;

/**
 * How a conversation leaves its call: the agent hangs up, or hands the caller on; at once (RFC 3515), or when whoever
 * takes the caller over has been told what it is about, while the caller is on hold (RFC 5589, section 7). Owned by
 * the call's thread.
 *
 * <pre>
 *   HERE ──last line heard──────────────► GONE, by BYE
 *   HERE ──transfer──► REFERRED ──2xx───► GONE
 *     ▲                 │    ▲ └─refused─┐
 *     └─────────────────┘    │heard      ▼
 *   HERE ──announced──► CONSULTING ──► RETRIEVING ──held no longer──► HERE, and the agent goes on
 *                              busy, no answer, hung up
 * </pre>
 */
final class Departure {

    private enum State {
        HERE,
        CONSULTING,
        REFERRED,
        RETRIEVING,
        GONE
    }

    private final Place place;
    private final House house;
    private final Story story;
    private final Successors successors;
    private final CallMailbox mailbox;
    private final String caller;
    private State state = State.HERE;
    private String target = "";
    private Optional<Consultation> consultation = Optional.empty();

    /** {@code caller} is what the phone of whoever is consulted shows. */
    Departure(Place place, House house, Story story, Successors successors, CallMailbox mailbox,
            String caller) {
        this.place = place;
        this.house = house;
        this.story = story;
        this.successors = successors;
        this.mailbox = mailbox;
        this.caller = caller;
    }

    /** Whether it is decided, for now, what becomes of the call. */
    boolean isUnderWay() {
        return state != State.HERE;
    }

    /** The last line was heard. */
    void part(Party party) {
        place.call().headers(party.headers());
        party.transfer().ifPresentOrElse(to -> handOn(to, party), this::hangUp);
    }

    void hangUp() {
        state = State.GONE;
        place.leg().hangUp();
    }

    private void handOn(Transfer to, Party party) {
        target = to.target();
        story.transfer(target, 0);
        consultation = to.announcement().isEmpty()
                ? Optional.empty()
                : successors.consult(target, caller)
                        .map(call -> new Consultation(call, to.announcement(), house, story,
                                mailbox));
        consultation.ifPresentOrElse(with -> {
            state = State.CONSULTING;
            place.leg().hold();
            house.sounds().onHold().ifPresent(music -> party.play(music, /* isEndless= */ true));
            with.call().headers(party.headers());
            with.begin();
        }, () -> {
            state = State.REFERRED;
            place.call().transfer(target);
        });
    }

    /** Whether that is the call to whom the caller is to be handed on. */
    boolean isConsulting(CallId id) {
        return consultation.filter(with -> with.call().id().equals(id)).isPresent();
    }

    /** Something happened there. */
    void consulted(CallEvent event, Party party) {
        var outcome = consultation.orElseThrow().happened(event);
        if (state != State.CONSULTING) {
            // It ends when the caller has taken our place in it.
            return;
        }
        switch (outcome) {
            case Consultation.Outcome.GoesOn _ -> {
                // Not yet.
            }
            case Consultation.Outcome.Told _ -> {
                state = State.REFERRED;
                place.call().transfer(consultation.orElseThrow().call());
            }
            case Consultation.Outcome.Failed(int status) -> stays(status, party);
        }
    }

    /** What became of our REFER. */
    void transferred(int status, Party party) {
        if (state != State.REFERRED) {
            return;
        }
        if (status / 100 == 2) {
            story.transfer(target, status);
            hangUp();
        } else {
            stays(status, party);
        }
    }

    private void stays(int status, Party party) {
        story.transfer(target, status);
        if (consultation.isEmpty()) {
            goOn(party);
            return;
        }
        giveUp();
        state = State.RETRIEVING;
        place.leg().retrieve();
    }

    /** Which way the sound goes has changed, or does not. */
    void renegotiated(boolean isRefused, Party party) {
        if (state == State.RETRIEVING && (isRefused || place.leg().hears())) {
            goOn(party);
        }
    }

    private void goOn(Party party) {
        state = State.HERE;
        party.notTransferred();
    }

    /** Nobody is consulted any longer. */
    void giveUp() {
        consultation.ifPresent(Consultation::end);
        consultation = Optional.empty();
    }
}
