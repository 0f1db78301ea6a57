package io.antiphon.sip.account;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.antiphon.time.Timers;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Keeps one account registered. Belongs to the sip thread, which is also the thread of its {@link Timers}.
 *
 * <pre>
 *   start ── REGISTERING ──200──► REGISTERED ──before expiry──► REGISTERING
 *               │    ▲  ▲
 *   refused,    │    │  └─ 401 new or stale, 423: at once, a few times
 *   unanswered  ▼    │
 *             FAILED ┘ after 5 s, doubling to 300 s, with jitter; never before Retry-After
 *   stop: UNREGISTERING ──any answer──► UNREGISTERED
 * </pre>
 */
public final class RegistrationKeeper {

    private static final long FIRST_DELAY_S = 5;
    private static final long LONGEST_DELAY_S = 240;
    private static final long LONGEST_EXPIRY_S = 86_400;
    /** Whatever a registrar says, it is asked again after an hour. */
    private static final int LONGEST_RETRY_AFTER_S = 3_600;
    private static final int MOST_TRIES = 4;

    private final Account account;
    private final RegisterLink link;
    private final Timers timers;
    private final RandomGenerator random;
    private final Runnable changed;

    private RegistrationStatus status = new RegistrationStatus(RegistrationStatus.State.REGISTERING,
            Optional.empty());
    private Optional<Digest> digest = Optional.empty();
    private Optional<Timers.Timer> pending = Optional.empty();
    private long wishedSeconds;
    private int tries;
    private int failures;
    private boolean asking;
    private boolean wasForKeeping;
    private boolean freshChallengeAnswered;

    /** {@code changed} runs after every change of {@link #status()}. */
    public RegistrationKeeper(Account account, RegisterLink link, Timers timers,
            RandomGenerator random,
            Runnable changed) {
        this.account = account;
        this.link = link;
        this.timers = timers;
        this.random = random;
        this.changed = changed;
        this.wishedSeconds = account.expires().toSeconds();
    }

    public RegistrationStatus status() {
        return status;
    }

    /** Registers for the first time. */
    public void start() {
        begin();
    }

    /** Registers again before it is due, for something about us has changed. */
    public void renew() {
        if (status.state() == RegistrationStatus.State.REGISTERED && !asking) {
            pending.ifPresent(Timers.Timer::cancel);
            begin();
        }
    }

    /** Un-registers if there is anything to un-register. Twice does nothing. */
    public void stop() {
        pending.ifPresent(Timers.Timer::cancel);
        pending = Optional.empty();
        switch (status.state()) {
            case REGISTERING, REGISTERED -> {
                move(RegistrationStatus.State.UNREGISTERING, status.lastError());
                // With a REGISTER on its way the goodbye waits for its answer, lest they overtake each other.
                if (!asking) {
                    begin();
                }
            }
            case FAILED -> move(RegistrationStatus.State.UNREGISTERED, status.lastError());
            case UNREGISTERING, UNREGISTERED -> {
                // Under way, or done.
            }
        }
    }

    /** The link has an answer. */
    public void answered(RegisterAnswer answer) {
        asking = false;
        boolean leaving = status.state() == RegistrationStatus.State.UNREGISTERING;
        if (leaving && wasForKeeping) {
            keepChallenge(answer);
            begin();
        } else if (mayRetryAtOnce(answer)) {
            send();
        } else if (leaving) {
            move(RegistrationStatus.State.UNREGISTERED, status.lastError());
        } else if (answer.status() / 100 == 2) {
            registered(answer);
        } else {
            failed(answer.status() + " " + answer.reason(),
                    answer.retryAfterSeconds().orElse(0));
        }
    }

    /** The link gave up. */
    public void unanswered(String why) {
        asking = false;
        if (status.state() == RegistrationStatus.State.UNREGISTERING) {
            move(RegistrationStatus.State.UNREGISTERED, Optional.of(why));
        } else {
            failed(why, 0);
        }
    }

    private void begin() {
        pending = Optional.empty();
        tries = 0;
        freshChallengeAnswered = false;
        if (status.state() == RegistrationStatus.State.FAILED) {
            move(RegistrationStatus.State.REGISTERING, status.lastError());
        }
        send();
    }

    private void send() {
        tries++;
        asking = true;
        wasForKeeping = status.state() != RegistrationStatus.State.UNREGISTERING;
        link.register(wasForKeeping ? wishedSeconds : 0, digest);
    }

    /** Whether the answer merely tells us how to ask. */
    private boolean mayRetryAtOnce(RegisterAnswer answer) {
        if (tries >= MOST_TRIES) {
            return false;
        }
        if (answer.status() == 423 && wasForKeeping) {
            long least = answer.leastSeconds().orElse(0L);
            if (least <= wishedSeconds || least > LONGEST_EXPIRY_S) {
                return false;
            }
            wishedSeconds = least;
            return true;
        }
        return (answer.status() == 401 || answer.status() == 407) && keepChallenge(answer);
    }

    /** Remembers the challenge; false where answering it again would only repeat a wrong password. */
    private boolean keepChallenge(RegisterAnswer answer) {
        var challenge = Challenge.strongest(answer.challenges());
        if (challenge.isEmpty()) {
            return false;
        }
        boolean hadNone = digest.isEmpty();
        digest = Optional.of(new Digest(challenge.get(), account.credentials(), random));
        // A new nonce without stale=true is given once the benefit of the doubt: not every registrar says stale.
        boolean worth = hadNone || challenge.get().stale() || !freshChallengeAnswered;
        freshChallengeAnswered |= !challenge.get().stale();
        return worth;
    }

    private void registered(RegisterAnswer answer) {
        failures = 0;
        long granted = Math.clamp(answer.grantedSeconds().orElse(wishedSeconds), 1,
                LONGEST_EXPIRY_S);
        // Half a minute for a slow answer and a retry; short grants are renewed half-way.
        long margin = Math.min(30, Math.max(1, granted / 2));
        later(Math.max(1, granted - margin) * SECONDS.toNanos(1));
        move(RegistrationStatus.State.REGISTERED, Optional.empty());
    }

    private void failed(String why, int retryAfterS) {
        // A refused nonce is not worth keeping: the next attempt starts from a clean slate.
        digest = Optional.empty();
        long delayS = Math.max(Math.min(LONGEST_RETRY_AFTER_S, retryAfterS),
                Math.min(LONGEST_DELAY_S, FIRST_DELAY_S << Math.min(failures, 10)));
        failures++;
        // Up to a quarter more, so that many agents do not come back in step: 5 s at first, 300 s at most.
        long delayNs = SECONDS.toNanos(delayS);
        later(delayNs + (long) (random.nextDouble() * 0.25 * delayNs));
        move(RegistrationStatus.State.FAILED, Optional.of(why));
    }

    private void later(long delayNs) {
        pending = Optional.of(timers.after(delayNs, this::begin));
    }

    private void move(RegistrationStatus.State state, Optional<String> lastError) {
        var next = new RegistrationStatus(state, lastError);
        if (!next.equals(status)) {
            status = next;
            changed.run();
        }
    }
}
