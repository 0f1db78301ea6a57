package io.antiphon.dialogue.decide;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.Handler;
import io.antiphon.dialogue.campaign.Intent;
import io.antiphon.dialogue.campaign.Transitions;
import io.antiphon.dialogue.extract.IntentMatcher;
import io.antiphon.dialogue.extract.IntentScore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Answers what callers say in every conversation, without a model and whatever the template is about: once more,
 * please; wait; a person, please; are you a machine. A template can give each of these other lines, or switch it off;
 * an intent of its own that fits comes first.
 */
final class Everyday {

    /** So much of what was said must be the request, for it is a thing that one says in passing. */
    private static final double MOSTLY = 0.75;
    /** So much, where it could be an answer as well: "robot" is no name in "are you a robot". */
    private static final double NEARLY_ALL = 0.9;

    /** How callers put it. */
    private static final Map<Handler, List<String>> PHRASES = Map.of(
            Handler.REPEAT,
            List.of("say that again", "can you repeat that", "repeat that please", "repeat please",
                    "what did you say", "i did not hear you", "i did not catch that",
                    "i did not understand you", "come again", "pardon", "pardon me", "once more",
                    "sorry what was that", "what was that"),
            Handler.SLOWER,
            List.of("slower", "slower please", "speak slowly", "more slowly", "too fast",
                    "you are too fast", "can you speak up", "louder please"),
            Handler.WAIT,
            List.of("wait", "wait a moment", "wait a second", "one moment", "just a moment",
                    "just a second", "one second", "hold on", "hang on", "let me see",
                    "let me check", "let me think", "let me look", "bear with me",
                    "i have to look that up"),
            Handler.PERSON,
            List.of("person please", "a person please", "speak to a person", "talk to a person",
                    "talk to a human", "speak to a human", "a human please", "real person",
                    "speak to somebody", "talk to somebody", "talk to someone", "speak to someone",
                    "speak to an agent", "an agent please", "operator", "operator please",
                    "representative", "speak to a representative", "customer service",
                    "connect me with somebody", "can somebody call me", "human being",
                    "is there anybody i can talk to", "i do not want to talk to a machine"),
            Handler.MACHINE,
            List.of("are you a robot", "are you a machine", "are you a computer", "are you human",
                    "are you a real person", "am i talking to a machine", "am i talking to a robot",
                    "who are you", "is this a recording", "is this an answering machine",
                    "are you an artificial intelligence"),
            Handler.HOURS,
            List.of("what are your opening hours", "opening hours", "when are you open",
                    "when do you open", "when do you close", "are you open", "office hours",
                    "business hours", "how long are you open"));

    private final CampaignTemplate template;
    private final IntentMatcher matcher;
    private final Map<String, Handler> byName;

    Everyday(CampaignTemplate template) {
        this.template = template;
        var on = new ArrayList<Handler>();
        for (var handler : Handler.values()) {
            var lines = template.conduct().handlers().get(handler);
            boolean off = lines != null && lines.isEmpty();
            boolean hasNoHours = handler == Handler.HOURS
                    && template.business().hours().isEmpty();
            if (!off && !hasNoHours) {
                on.add(handler);
            }
        }
        this.byName = on.stream().collect(toUnmodifiableMap(Handler::written, each -> each));
        this.matcher = new IntentMatcher(on.stream()
                .map(handler -> new Intent(handler.written(),
                        PHRASES.getOrDefault(handler, List.of()), Transitions.AGAIN,
                        List.of()))
                .toList());
    }

    /**
     * What is answered, if it is one of these.
     *
     * @param isAnswer whether the words answer what was asked as well
     */
    Optional<Understood> read(List<String> words, boolean isAnswer) {
        return matcher.scores(words)
                .stream()
                .findFirst()
                .filter(score -> score.isLikely()
                        && score.share() >= (isAnswer ? NEARLY_ALL : MOSTLY))
                .map(IntentScore::intent)
                .flatMap(intent -> Optional.ofNullable(byName.get(intent.id())))
                .map(this::answer);
    }

    private Understood answer(Handler handler) {
        return switch (handler) {
            case REPEAT, SLOWER -> everyday(handler, List.of(),
                    new Understood.Then.Stage(Transitions.AGAIN));
            case WAIT -> everyday(handler, List.of("Of course, take your time."),
                    new Understood.Then.Nothing());
            case PERSON -> template.conduct()
                    .person()
                    .map(stage -> everyday(handler, List.of(), new Understood.Then.Stage(stage)))
                    .orElseGet(() -> everyday(handler,
                            List.of("I am sorry, there is nobody here whom I could connect you to."),
                            new Understood.Then.Question()));
            case MACHINE -> everyday(handler,
                    List.of("I am an automatic assistant."), new Understood.Then.Question());
            case HOURS -> everyday(handler, List.of("We are open {business.hours}."),
                    new Understood.Then.Question());
        };
    }

    private Understood everyday(Handler handler, List<String> usual, Understood.Then then) {
        return new Understood.Everyday(handler.written(),
                template.conduct().handlers().getOrDefault(handler, usual), then);
    }
}
