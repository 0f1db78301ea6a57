package io.antiphon.server.call;

import static io.antiphon.audio.Pcm.FRAME_SAMPLES;

import io.antiphon.call.CallId;
import io.antiphon.dialogue.Agents;
import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.yaml.TemplateReading;
import io.antiphon.dialogue.errand.Errands;
import io.antiphon.dialogue.history.Turn;
import io.antiphon.dialogue.respond.Responder;
import io.antiphon.dialogue.respond.ScriptedResponder;
import io.antiphon.dialogue.session.Conversation;
import io.antiphon.media.MediaEvent;
import io.antiphon.own.Owner;
import io.antiphon.server.session.Sessions;
import io.antiphon.server.trace.CallTrace;
import io.antiphon.speech.Recognition.Heard;
import io.antiphon.speech.Recognition.Word;
import io.antiphon.speech.SpeechSynthesizer.SpeechOutcome;
import io.antiphon.speech.UtteranceId;
import io.antiphon.testkit.VirtualTime;
import io.antiphon.tts.SynthesisPool;
import io.antiphon.tts.Voice;
import io.antiphon.tts.cache.CachedVoice;
import io.antiphon.tts.cache.PhraseCache;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * A {@link Talk} of the front desk whose media, voice and time are the test's. The call's thread is the
 * test's own; only synthesis has a worker, and {@link #settle} waits for what it posts last.
 */
final class Stage implements AutoCloseable {

    static final long CALLER_SILENCE_NS = TimeUnit.SECONDS.toNanos(8);

    private static final long FOREVER_NS = TimeUnit.SECONDS.toNanos(20);

    final VirtualTime time = new VirtualTime();
    final ScriptedMedia media = new ScriptedMedia();
    final ScriptedVoice voice = new ScriptedVoice();
    final Conversation conversation;
    final Talk talk;

    private final CallMailbox mailbox = new CallMailbox();
    private final Deque<CallEvent.Returned> returned = new ArrayDeque<>();
    private final SynthesisPool pool = new SynthesisPool(
            Thread.ofPlatform().daemon().name("tts-", 0).factory(), 8, 1);

    Stage() {
        this(switch (Agents.find("front-desk")) {
            case TemplateReading.Accepted(var accepted) -> accepted;
            case TemplateReading.Refused refused ->
                throw new IllegalStateException(refused.describe());
        }, Errands.NONE);
    }

    Stage(CampaignTemplate template, Errands errands) {
        this(template, errands, 0);
    }

    /** One that is closed when nothing has come of it for so long. */
    Stage(CampaignTemplate template, Errands errands, long staleNs) {
        this(template, errands, staleNs, new ScriptedResponder());
    }

    /** One whose answers somebody else words. */
    static Stage worded(CampaignTemplate template, Responder by) {
        return new Stage(template, Errands.NONE, 0, by);
    }

    private Stage(CampaignTemplate template, Errands errands, long staleNs, Responder responder) {
        var owner = new Owner("test");
        owner.claim();
        conversation = new Conversation(owner, template, () -> Instant.EPOCH);
        var cached = new CachedVoice(voice, new PhraseCache(0), Runnable::run);
        var speech = new Speech(new Voice(List.of(cached), Duration.ofSeconds(30), time), pool,
                Map.of());
        var mouth = new Mouth(responder, speech, media, mailbox::post, atOnce());
        var story = new Story(new CallTrace(Optional.empty(), new CallId("call"), time));
        var legwork = new Legwork(errands, "call", mailbox::post, atOnce());
        var place = Sessions.none().place("call", template.name(), "", template);
        var keeping = new Keeping(conversation, Account.NONE, place, legwork, story);
        talk = new Talk(new Talk.Means(media, mouth, legwork, keeping), conversation, story,
                time, new Lull.Waits(CALLER_SILENCE_NS, staleNs));
    }

    /** Threads that have done their work when they have been started. */
    private static ThreadFactory atOnce() {
        return task -> new Thread(task) {
            @Override
            public void start() {
                task.run();
            }
        };
    }

    /** Hands the call what voice and responder post, up to the end of this utterance's synthesis. */
    SpeechOutcome settle(int utterance) {
        var id = new UtteranceId(utterance);
        while (true) {
            switch (next()) {
                case CallEvent.Worded(var of, var clause, boolean byModel) ->
                    talk.worded(of, clause, byModel);
                case CallEvent.WordPlaced(var of, var word) -> talk.placed(of, word);
                case CallEvent.Synthesised(var of, var outcome) -> {
                    talk.synthesised(of, outcome);
                    if (of.equals(id)) {
                        return outcome;
                    }
                }
                case CallEvent.Returned early -> returned.add(early);
                case CallEvent other -> throw new AssertionError(other);
            }
        }
    }

    /** Hands the call what came of its errand. */
    void errandReturns() {
        while (true) {
            var early = Optional.ofNullable(returned.poll());
            if (early.isPresent()) {
                talk.returned(early.get().trip(), early.get().what());
                return;
            }
            switch (next()) {
                case CallEvent.Returned(int trip, var what) -> {
                    talk.returned(trip, what);
                    return;
                }
                case CallEvent.Worded _, CallEvent.WordPlaced _, CallEvent.Synthesised _ -> {
                    // Of a line that nobody asks about.
                }
                case CallEvent other -> throw new AssertionError(other);
            }
        }
    }

    private CallEvent next() {
        try {
            return mailbox.take(FOREVER_NS)
                    .orElseThrow(() -> new AssertionError("the voice says nothing"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    void starts(int utterance) {
        talk.happened(
                new MediaEvent.UtteranceStarted(new UtteranceId(utterance), time.nanoTime()));
    }

    void ends(int utterance) {
        long samples = media.frames(utterance) * (long) FRAME_SAMPLES;
        talk.happened(new MediaEvent.UtteranceEnded(new UtteranceId(utterance), samples,
                time.nanoTime()));
    }

    void interrupted(int utterance, long samples) {
        talk.happened(new MediaEvent.Interrupted(new UtteranceId(utterance), samples,
                time.nanoTime()));
    }

    /** An utterance from its synthesis to its last sample. */
    void plays(int utterance) {
        var _ = settle(utterance);
        starts(utterance);
        ends(utterance);
    }

    /** A turn of the caller, from the first sound to the words. */
    void callerSays(String text) {
        callerBegins();
        callerEnds();
        talk.said(heard(text));
    }

    void callerBegins() {
        talk.happened(new MediaEvent.SpeechStarted(0, time.nanoTime()));
    }

    void callerEnds() {
        talk.happened(new MediaEvent.TurnOver(0, 0, time.nanoTime()));
    }

    void passes(long ns) {
        time.advance(ns);
    }

    /** All words certain. */
    static Heard heard(String text) {
        return heard(text, Integer.MAX_VALUE, 0.9);
    }

    static Heard heard(String text, int stable, double confidence) {
        var words = new ArrayList<Word>();
        if (!text.isEmpty()) {
            for (var word : List.of(text.split(" ", -1))) {
                long start = words.size() * 4_800L;
                words.add(new Word(word, start, start + 4_800, confidence));
            }
        }
        return new Heard(text, words, Math.min(stable, words.size()), confidence);
    }

    /** What the caller heard of each line of the agent, by the conversation's own account. */
    List<String> heardOfTheAgent() {
        return conversation.history()
                .turns()
                .stream()
                .filter(Turn.AgentSaid.class::isInstance)
                .map(turn -> ((Turn.AgentSaid) turn).heard())
                .toList();
    }

    /** What the caller said, by the conversation's own account. */
    List<String> saidByTheCaller() {
        return conversation.history()
                .turns()
                .stream()
                .filter(Turn.CallerSaid.class::isInstance)
                .map(turn -> ((Turn.CallerSaid) turn).text())
                .toList();
    }

    @Override
    public void close() {
        pool.close();
    }
}
