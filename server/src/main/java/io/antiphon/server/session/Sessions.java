package io.antiphon.server.session;

import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.decide.DialogueState;
import io.antiphon.dialogue.history.History;
import io.antiphon.dialogue.session.Kept;
import io.antiphon.time.WallClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Conversations that were cut off, until whoever was in one rings again or that has taken too long. Those that go on are
 * on the disk as well, where a process that dies leaves them to the next. The calls' threads meet here twice a call, for
 * an instant; whatever concerns the disk is done by the thread of files, in the order in which it is wanted.
 */
public final class Sessions {

    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
    private static final int MOST = 10_000;
    private static final Duration ASIDE = Duration.ofDays(1);

    private final Optional<SessionFolder> folder;
    private final Means means;
    // By call, the eldest first; guarded by this.
    private final Map<String, Waiting> waiting = new LinkedHashMap<>();
    private volatile boolean isLeaving;

    /**
     * What conversations are kept with.
     *
     * @param files one thread, for all that is written
     * @param within how long a caller has to ring again; zero: conversations are not kept
     */
    public record Means(Executor files, WallClock wall, Duration within) {}

    /** A conversation whose caller may ring again; {@code forget} is run when nobody needs its deeds any more. */
    private record Waiting(Kept kept, Runnable forget) {}

    /** A conversation that is gone on with; {@code forget} is to be run when that is over. */
    public record Taken(Kept kept, Runnable forget) {}

    private Sessions(Optional<SessionFolder> folder, Means means) {
        this.folder = folder;
        this.means = means;
    }

    /** Takes over what an earlier server left in the folder; without one conversations outlive calls, not the process. */
    public static Sessions open(Optional<Path> folder, Means means) throws IOException {
        Optional<SessionFolder> kept = folder.isPresent()
                ? Optional.of(SessionFolder.open(folder.get()))
                : Optional.empty();
        var sessions = new Sessions(kept, means);
        if (kept.isPresent()) {
            for (var each : kept.get().leftBehind()) {
                sessions.waiting.put(each.call(), new Waiting(each, () -> {}));
            }
            LOG.info("conversations that were cut off: {}", sessions.waiting.size());
        }
        sessions.sweep();
        return sessions;
    }

    /** Keeps nothing. */
    public static Sessions none() {
        return new Sessions(Optional.empty(),
                new Means(Runnable::run, () -> Instant.EPOCH, Duration.ZERO));
    }

    /**
     * Where the conversation of a call is kept, and where it finds what it may go on with.
     *
     * @param number of the caller; empty where it is withheld, and then nothing is kept
     */
    public Place place(String call, String agent, String number, CampaignTemplate template) {
        boolean isKept = means.within().isPositive() && !number.isBlank()
                && !template.conduct().resume().isEmpty();
        return new Place(call, agent, number, template.version(), isKept);
    }

    /** The server goes down: conversations that this ends are to be gone on with. */
    public void leaving() {
        isLeaving = true;
    }

    /** Any thread, now and then: lets go of what nobody rang again for. */
    public void sweep() {
        giveUp();
        var before = means.wall().now().minus(ASIDE);
        folder.ifPresent(files -> means.files().execute(() -> files.deleteAside(before)));
    }

    private synchronized void giveUp() {
        var eldest = means.wall().now().minus(means.within());
        waiting.values().removeIf(each -> {
            boolean isStale = each.kept().at().isBefore(eldest) || !means.within().isPositive();
            if (isStale) {
                LOG.info("conversation given up: call={} because=\"nobody rang again\"",
                        each.kept().call());
                drop(each);
            }
            return isStale;
        });
    }

    private void drop(Waiting each) {
        means.files().execute(each.forget());
        delete(each.kept().call());
    }

    private void delete(String call) {
        folder.ifPresent(files -> means.files().execute(() -> files.delete(call)));
    }

    private synchronized Optional<Taken> take(String agent, String number, String template) {
        giveUp();
        var meant = waiting.values()
                .stream()
                .filter(each -> each.kept().number().equals(number)
                        && each.kept().agent().equals(agent))
                .toList();
        if (meant.size() > 1) {
            // Then the number is not one person's, and nobody can tell whose conversation is whose.
            LOG.info(
                    "conversation begins anew: agent={} because=\"{} of this number were cut off\"",
                    agent, meant.size());
            return Optional.empty();
        }
        return meant.stream().findFirst().flatMap(each -> {
            waiting.remove(each.kept().call());
            return fitting(each, template);
        });
    }

    private Optional<Taken> fitting(Waiting each, String template) {
        if (each.kept().template().equals(template)) {
            return Optional.of(new Taken(each.kept(), each.forget()));
        }
        String why = "its template has changed";
        String call = each.kept().call();
        LOG.warn("conversation begins anew: call={} because=\"{}\"", call, why);
        means.files().execute(each.forget());
        folder.ifPresent(files -> means.files().execute(() -> files.putAside(call, why)));
        return Optional.empty();
    }

    private synchronized void leave(Waiting each) {
        waiting.put(each.kept().call(), each);
        if (waiting.size() > MOST) {
            var eldest = waiting.values().iterator();
            drop(eldest.next());
            eldest.remove();
        }
    }

    /** Of one call, and of its thread. */
    public final class Place {

        private final String call;
        private final String agent;
        private final String number;
        private final String template;
        private final boolean isKept;
        private Optional<Kept> latest = Optional.empty();
        private Optional<String> resumes = Optional.empty();

        Place(String call, String agent, String number, String template, boolean isKept) {
            this.call = call;
            this.agent = agent;
            this.number = number;
            this.template = template;
            this.isKept = isKept;
        }

        /** The conversation that this call goes on with, if there is one. Once; it is nobody else's then. */
        public Optional<Taken> take() {
            var taken = isKept
                    ? Sessions.this.take(agent, number, template)
                    : Optional.<Taken>empty();
            resumes = taken.map(each -> each.kept().call());
            return taken;
        }

        /**
         * How the conversation stands.
         *
         * @param deeds under which call's name it is written down what is being done
         */
        public void note(DialogueState state, History history, String deeds) {
            if (!isKept) {
                return;
            }
            var kept = new Kept(call, resumes, deeds, agent, number, template,
                    means.wall().now(), state, history);
            boolean isFirst = latest.isEmpty();
            latest = Optional.of(kept);
            folder.ifPresent(files -> means.files().execute(() -> files.write(kept)));
            if (isFirst) {
                // Not before the one that takes its place is there.
                resumes.ifPresent(Sessions.this::delete);
            }
        }

        /** The call was cut off. {@code forget} is run when nobody needs its deeds any more. */
        public void cutOff(Runnable forget) {
            latest.map(kept -> new Waiting(kept, forget))
                    .ifPresentOrElse(Sessions.this::leave, forget);
        }

        /** The call has come to its end; where that is ours because we go down, the next server goes on with it. */
        public void over(boolean isFinished) {
            if (isFinished || !isLeaving) {
                latest.ifPresent(_ -> delete(call));
                resumes.ifPresent(Sessions.this::delete);
            }
        }
    }
}
