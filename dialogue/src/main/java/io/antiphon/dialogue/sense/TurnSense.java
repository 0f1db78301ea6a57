package io.antiphon.dialogue.sense;

import static io.antiphon.dialogue.campaign.AnswerKind.TEXT;
import static io.antiphon.dialogue.campaign.AnswerKind.YES_NO;

import io.antiphon.dialogue.campaign.AnswerKind;
import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.Expectation;
import io.antiphon.dialogue.campaign.Field;
import io.antiphon.dialogue.campaign.FieldType;
import io.antiphon.dialogue.extract.Extractor;
import io.antiphon.dialogue.extract.FieldValue;
import io.antiphon.dialogue.extract.IntentMatcher;
import io.antiphon.dialogue.extract.IntentScore;
import io.antiphon.dialogue.extract.Lexicon;
import io.antiphon.dialogue.extract.Words;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Judges from the words alone whether a turn sounds complete. Immutable, shared, pure; asked for each partial
 * result, so it takes some ten microseconds.
 */
public final class TurnSense {

    private static final double DANGLING = 0.1;
    private static final double BROKEN_OFF = 0.2;
    private static final double OPEN = 0.5;
    private static final double HALF = 0.75;
    private static final double PLAUSIBLE = 0.85;
    private static final double COMPLETE = 0.95;
    private static final double SATISFIED = 0.97;
    private static final double CERTAIN = 0.98;

    /** After these, English goes on. */
    private static final Set<String> DANGLING_WORDS = Set.of("a", "an", "the", "my", "your", "our",
            "his", "her", "their", "and", "or", "but", "because", "so", "if", "that", "than",
            "when", "while", "to", "of", "in", "on", "at", "for", "from", "with", "by", "about",
            "around", "before", "after", "until", "between", "under", "past", "is", "am", "are",
            "was", "were", "be", "been", "will", "would", "can", "could", "should", "might",
            "must", "i", "he", "she", "they", "we", "like", "want", "need", "make", "tell",
            "have", "has", "had", "rather", "really", "very", "every", "next", "half", "quarter",
            "not", "also", "maybe", "perhaps", "please", "then", "well", "wait", "actually");
    private static final Set<String> COUNTED = Set.of("minutes", "minute", "hours", "hour", "days",
            "weeks");
    /** These end with "please", "well" or "not" as often as they go on. */
    private static final Set<String> POLITE_ENDS = Set.of("please", "then", "well", "really");
    /** As sure as the extractor is of an address of three parts. */
    private static final double WHOLE_ADDRESS = 0.5;
    private static final int SHORT_ANSWER = 3;
    private static final int SENTENCE = 4;

    private final CampaignTemplate template;
    private final IntentMatcher intents;

    public TurnSense(CampaignTemplate template) {
        this.template = template;
        this.intents = new IntentMatcher(template.intents());
    }

    /**
     * Judges what is understood so far.
     *
     * @param known what the caller has told in earlier turns
     */
    public Sense judge(String partial, Expectation expectation, Map<String, FieldValue> known) {
        var words = Words.of(partial);
        int meaningful = (int) words.stream().filter(TurnSense::isMeaningful).count();
        boolean acknowledgement = Lexicon.isAcknowledgement(words);
        boolean stop = Lexicon.wantsTheFloor(words);
        boolean fillerOnly = meaningful == 0 && !acknowledgement && !words.isEmpty();
        double endOfTurn = likelihood(partial, words, expectation, known);
        return new Sense(endOfTurn, meaningful, acknowledgement, stop, fillerOnly);
    }

    private static boolean isMeaningful(String word) {
        return !Lexicon.isFiller(word) && !word.equals(Words.UNKNOWN);
    }

    private double likelihood(String text, List<String> words, Expectation expectation,
            Map<String, FieldValue> known) {
        if (words.isEmpty()) {
            return 0;
        }
        if (expectation.shortAnswer() && words.size() <= SHORT_ANSWER) {
            var verdict = verdict(words);
            if (verdict.isPresent()) {
                return verdict.get();
            }
        }
        if (Lexicon.isAcknowledgement(words)) {
            return PLAUSIBLE;
        }
        boolean phraseEnds = intents.endsWithPhrase(words);
        if (isDangling(words, expectation.kind()) && !phraseEnds) {
            return DANGLING;
        }
        return expectation.kind() == TEXT
                ? dictated(words, phraseEnds)
                : meant(text, words, expectation, known);
    }

    private static Optional<Double> verdict(List<String> words) {
        boolean polite = POLITE_ENDS.contains(words.getLast());
        if (Lexicon.wantsTheFloor(words) || (isDangling(words, YES_NO) && !polite)) {
            return Optional.empty();
        }
        return switch (Lexicon.verdict(words)) {
            case YES -> Optional.of(CERTAIN);
            // A bare "no" is often followed by what would be right.
            case NO -> Optional.of(words.size() == 1 ? PLAUSIBLE : COMPLETE);
            case NEITHER -> Optional.empty();
        };
    }

    private static boolean isDangling(List<String> words, AnswerKind kind) {
        String last = words.getLast();
        if (AnswerForm.isPartOf(kind, last)) {
            return false;
        }
        if (AnswerForm.wantsMore(kind, last)) {
            return true;
        }
        boolean polite = POLITE_ENDS.contains(last) && words.size() > 2;
        return Lexicon.isFiller(last) || (DANGLING_WORDS.contains(last) && !polite);
    }

    /** A message has no end that could be known; a sentence that does not break off is a good guess. */
    private static double dictated(List<String> words, boolean phraseEnds) {
        boolean counted = COUNTED.contains(words.getLast());
        if (phraseEnds) {
            return COMPLETE;
        }
        if (words.size() < SENTENCE || isNumber(words.getLast())) {
            return BROKEN_OFF;
        }
        return counted ? OPEN : PLAUSIBLE + 0.05;
    }

    private double meant(String text, List<String> words, Expectation expectation,
            Map<String, FieldValue> known) {
        var asked = expectation.asked();
        var given = Extractor.values(text, expectation);
        if (asked.isPresent()) {
            var answered = answered(asked.get(), words, given, known);
            if (answered.isPresent()) {
                return answered.get();
            }
        } else if (!given.isEmpty()) {
            return endsInBareHour(words) ? HALF : COMPLETE;
        }
        var wish = intents.scores(words).stream().findFirst().filter(IntentScore::isStrong);
        boolean breaksOff = intents.breaksOffInPhrase(words) && !intents.endsWithPhrase(words);
        if (breaksOff) {
            return BROKEN_OFF;
        }
        return wish.map(score -> wished(score, text, words, known)).orElse(OPEN);
    }

    private static Optional<Double> answered(Field asked, List<String> words,
            Map<String, FieldValue> given, Map<String, FieldValue> known) {
        if (asked.type() == FieldType.DIGITS || asked.type() == FieldType.PHONE) {
            int count = Extractor.digitCount(words);
            if (count == 0) {
                return Optional.empty();
            }
            boolean enough = count >= asked.limits().maxDigits();
            return Optional
                    .of(enough ? CERTAIN : count >= asked.limits().minDigits() ? OPEN : DANGLING);
        }
        var value = Optional.ofNullable(given.get(asked.name()));
        return value.map(each -> switch (asked.type()) {
            case NAME -> each.value().contains(" ")
                    ? SATISFIED
                    : Extractor.introducesName(words) ? HALF : 0.6;
            case TIME -> endsInBareHour(words) ? HALF : SATISFIED;
            case DAY, DATE -> endsInBareHour(words)
                    ? HALF
                    : given.size() > 1 || known.size() > 1 ? SATISFIED : PLAUSIBLE;
            // "Twelve" may become "twelve fifty", and "a hundred" go on.
            case NUMBER, MONEY -> endsInBareHour(words) ? HALF : COMPLETE;
            case EMAIL -> PLAUSIBLE;
            case ADDRESS -> each.confidence() >= WHOLE_ADDRESS ? HALF : OPEN;
            // Who spells pauses between letters, and nobody else knows when the word is whole.
            case SPELLED -> OPEN;
            case YES_NO, TEXT, DIGITS, PHONE, OPTION -> COMPLETE;
        });
    }

    /** A wish is complete, but day and time often follow where they belong to it. */
    private double wished(IntentScore score, String text, List<String> words,
            Map<String, FieldValue> known) {
        var mentionable = score.intent()
                .fills()
                .stream()
                .map(template::field)
                .filter(field -> field.type() == FieldType.DAY || field.type() == FieldType.TIME)
                .toList();
        if (mentionable.isEmpty()) {
            return COMPLETE;
        }
        var given = Extractor.values(text, new Expectation(AnswerKind.OPEN, mentionable, false));
        if (endsInBareHour(words)) {
            return HALF;
        }
        boolean all = mentionable.stream()
                .map(Field::name)
                .allMatch(name -> given.containsKey(name) || known.containsKey(name));
        return all ? SATISFIED : given.isEmpty() ? 0.8 : PLAUSIBLE;
    }

    /** "At ten" may become "at ten thirty". */
    private static boolean endsInBareHour(List<String> words) {
        String before = words.size() > 1 ? words.get(words.size() - 2) : "";
        boolean minutesBefore = isNumber(before) || before.equals("past") || before.equals("to");
        return isNumber(words.getLast()) && !minutesBefore;
    }

    private static boolean isNumber(String word) {
        return Extractor.digitCount(List.of(word)) > 0;
    }
}
