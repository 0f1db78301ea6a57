package io.antiphon.dialogue.campaign.business;

import java.time.LocalTime;
import java.util.List;

/** Times as they are said: "nine", "half past two", "six forty five". */
final class Clocks {

    private static final List<String> WORDS = List.of("twelve", "one", "two", "three", "four",
            "five", "six", "seven", "eight", "nine", "ten", "eleven");

    private Clocks() {}

    static String spoken(LocalTime time) {
        if (time.getMinute() == 0) {
            return time.getHour() == 0 ? "midnight" : WORDS.get(time.getHour() % 12);
        }
        String hour = WORDS.get(time.getHour() % 12);
        return switch (time.getMinute()) {
            case 15 -> "a quarter past " + hour;
            case 30 -> "half past " + hour;
            case 45 -> "a quarter to " + WORDS.get((time.getHour() + 1) % 12);
            default -> hour + " " + time.getMinute();
        };
    }
}
