package io.antiphon.dialogue.extract;

import io.antiphon.dialogue.campaign.Field;
import io.antiphon.dialogue.campaign.FieldType;
import io.antiphon.dialogue.extract.number.Numbers;
import io.antiphon.dialogue.extract.spell.Spelled;
import io.antiphon.dialogue.extract.when.Days;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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

    private static final List<String> AROUND_PHONES = List.of("plus", "area code", "extension",
            "my phone number is", "you can reach me at");
    private static final List<String> AROUND_NUMBERS = List.of("hundred", "thousand", "and a half",
            "a couple of", "a dozen", "point", "about");
    private static final List<String> AROUND_MONEY = List.of("euros", "dollars", "pounds", "cents",
            "and fifty cents");
    private static final List<String> AROUND_MAIL = List.of("at", "dot", "dot com",
            "at gmail dot com",
            "underscore", "dash", "minus", "my email address is");
    private static final List<String> AROUND_ADDRESSES = List.of("street", "road", "avenue", "lane",
            "square", "postal code", "zip code", "i live at", "my address is", "number");

    private SpokenForms() {}

    /** Phrases that are likely where this field is asked for. */
    public static List<String> of(Field field) {
        var forms = new ArrayList<>(of(field.type()));
        field.options().values().forEach(forms::addAll);
        return forms;
    }

    /** Phrases that are likely where a field of this type is asked for. */
    public static List<String> of(FieldType type) {
        return groups(type).stream().flatMap(List::stream).toList();
    }

    private static List<List<String>> groups(FieldType type) {
        return switch (type) {
            case DAY -> List.of(AROUND_DAYS, weekdays(), Days.months());
            case DATE -> List.of(AROUND_DAYS, weekdays(), Days.months(), Numbers.ordinals());
            case TIME -> List.of(AROUND_TIMES, Numbers.words());
            case NAME -> List.of(AROUND_NAMES);
            case DIGITS -> List.of(AROUND_DIGITS, Numbers.digits());
            case PHONE -> List.of(AROUND_DIGITS, AROUND_PHONES, Numbers.digits());
            case NUMBER -> List.of(AROUND_NUMBERS, Numbers.words());
            case MONEY -> List.of(AROUND_NUMBERS, AROUND_MONEY, Numbers.words());
            case EMAIL -> List.of(AROUND_MAIL, Spelled.forms());
            case ADDRESS -> List.of(AROUND_ADDRESSES, Numbers.digits());
            case SPELLED -> List.of(Spelled.forms(), Numbers.digits());
            case YES_NO -> List.of(VERDICTS);
            // The template's own phrases, and what nobody knows before it is dictated.
            case OPTION, TEXT -> List.of();
        };
    }

    private static List<String> weekdays() {
        return Days.weekdays()
                .stream()
                .flatMap(day -> Stream.of(day, "next " + day, "on " + day))
                .toList();
    }
}
