package io.antiphon.dialogue.extract;

import io.antiphon.dialogue.campaign.FieldType;
import io.antiphon.dialogue.extract.number.Numbers;
import java.util.ArrayList;
import java.util.List;

/** How callers say the values of a field, as far as that is known beforehand. */
public final class SpokenForms {

    private static final List<String> VERDICTS = List.of("yes", "no", "yes please", "no thank you",
            "yes that is correct", "that's right", "that is right", "correct", "no that's wrong",
            "that is wrong", "yeah", "yep", "nope", "sure", "okay");
    private static final List<String> AROUND_DAYS = List.of("today", "tomorrow",
            "the day after tomorrow");
    private static final List<String> AROUND_TIMES = List.of("o'clock", "half past", "quarter past",
            "quarter to", "in the morning", "in the afternoon", "noon", "a m", "p m");
    private static final List<String> AROUND_NAMES = List.of("my name is", "this is", "it is",
            "the name is", "my last name is");
    private static final List<String> AROUND_DIGITS = List.of("oh", "zero", "double", "triple",
            "my number is");

    private SpokenForms() {}

    /** Phrases that are likely where a field of this type is asked for. */
    public static List<String> of(FieldType type) {
        var forms = new ArrayList<String>();
        switch (type) {
            case DAY, DATE -> {
                forms.addAll(AROUND_DAYS);
                Days.weekdays()
                        .forEach(day -> forms.addAll(List.of(day, "next " + day,
                                "on " + day)));
                forms.addAll(Days.months());
            }
            case TIME -> {
                forms.addAll(AROUND_TIMES);
                forms.addAll(Numbers.words());
            }
            case NAME -> forms.addAll(AROUND_NAMES);
            case DIGITS, PHONE, NUMBER, MONEY -> {
                forms.addAll(AROUND_DIGITS);
                forms.addAll(Numbers.digits());
            }
            case YES_NO -> forms.addAll(VERDICTS);
            case TEXT, SPELLED, EMAIL, ADDRESS, OPTION -> {
                // Nobody knows what will be dictated.
            }
        }
        return forms;
    }
}
