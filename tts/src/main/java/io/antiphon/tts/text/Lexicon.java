package io.antiphon.tts.text;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The fixed lists of English that cutting and reading share. All keys are in lower case. */
final class Lexicon {

    /** Abbreviations that end in a point and need a word behind them: the point ends no sentence. */
    static final Set<String> TITLES = Set.of(
            "dr", "mr", "mrs", "ms", "prof", "st", "rev", "gen", "col", "capt", "lt", "sgt", "hon",
            "fr", "sr", "jr", "vs", "e.g", "i.e", "approx", "dept", "apt", "fig", "mt", "ft",
            "ext", "gov", "sen", "tel");

    /** Abbreviations whose point may end a sentence as well; what follows decides. */
    static final Set<String> MAYBE_LAST = Set.of(
            "a.m", "p.m", "etc", "inc", "ltd", "co", "corp", "u.s", "u.k", "ave", "blvd", "rd",
            "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec",
            "mon", "tue", "tues", "wed", "thu", "thurs", "fri", "sat", "sun", "min", "hr", "sec",
            "ln", "hwy", "pkwy", "sq");

    static final Map<String, String> ABBREVIATIONS = Map.ofEntries(
            Map.entry("dr", "doctor"), Map.entry("mr", "mister"), Map.entry("mrs", "missus"),
            Map.entry("ms", "miz"), Map.entry("prof", "professor"), Map.entry("jr", "junior"),
            Map.entry("sr", "senior"), Map.entry("vs", "versus"), Map.entry("etc", "et cetera"),
            Map.entry("e.g", "for example"), Map.entry("i.e", "that is"),
            Map.entry("approx", "approximately"), Map.entry("dept", "department"),
            Map.entry("apt", "apartment"), Map.entry("ext", "extension"),
            Map.entry("inc", "incorporated"), Map.entry("ltd", "limited"),
            Map.entry("corp", "corporation"), Map.entry("ave", "avenue"),
            Map.entry("blvd", "boulevard"), Map.entry("rd", "road"), Map.entry("jan", "january"),
            Map.entry("feb", "february"), Map.entry("mar", "march"), Map.entry("apr", "april"),
            Map.entry("jun", "june"), Map.entry("jul", "july"), Map.entry("aug", "august"),
            Map.entry("sept", "september"), Map.entry("sep", "september"),
            Map.entry("oct", "october"), Map.entry("nov", "november"),
            Map.entry("dec", "december"), Map.entry("mon", "monday"),
            Map.entry("tue", "tuesday"), Map.entry("wed", "wednesday"),
            Map.entry("thu", "thursday"), Map.entry("fri", "friday"),
            Map.entry("tues", "tuesday"), Map.entry("thurs", "thursday"),
            Map.entry("sat", "saturday"), Map.entry("sun", "sunday"), Map.entry("ln", "lane"),
            Map.entry("hwy", "highway"), Map.entry("pkwy", "parkway"), Map.entry("sq", "square"),
            Map.entry("mt", "mount"), Map.entry("rev", "reverend"), Map.entry("gen", "general"),
            Map.entry("col", "colonel"), Map.entry("capt", "captain"),
            Map.entry("lt", "lieutenant"), Map.entry("sgt", "sergeant"),
            Map.entry("hon", "honorable"), Map.entry("gov", "governor"),
            Map.entry("sen", "senator"), Map.entry("fig", "figure"), Map.entry("tel", "telephone"),
            Map.entry("min", "minutes"), Map.entry("hr", "hour"), Map.entry("sec", "seconds"));

    /** Abbreviations that are read as words even without their point. */
    static final Set<String> POINTLESS = Set.of("dr", "mr", "mrs", "ms", "prof", "vs", "etc",
            "approx");

    /** What is read as a whole, whatever stands around it. */
    static final Map<String, String> SHORTHAND = Map.of("w/", "with", "w/o", "without", "c/o",
            "care of", "n/a", "not applicable", "phd", "pee aitch dee", "a.k.a",
            "also known as", "aka", "also known as");

    /** What money is paid for, behind a slash. */
    static final Map<String, String> PERIODS = Map.of("mo", "month", "month", "month", "yr", "year",
            "year", "year", "hr", "hour", "hour", "hour", "day", "day", "week", "week", "person",
            "person");

    static final List<String> MONTHS = List.of(
            "january", "february", "march", "april", "may", "june", "july", "august", "september",
            "october", "november", "december");

    /** Words of four or five capitals that are letters although they could be spoken. */
    static final Set<String> INITIALISMS = Set.of("isbn", "aarp", "ieee", "espn", "dhcp", "imap");

    /** Words of two or three capitals that are spoken although most such are letters. */
    static final Set<String> SPOKEN_CAPITALS = Set.of(
            "sip", "pin", "sim", "zip", "gif", "lan", "wan", "ram", "rom", "app", "no", "not",
            "yes",
            "ok", "the", "and", "but", "for", "all", "any", "you", "we", "he", "she", "my", "is",
            "are", "was", "do", "did", "can", "may", "now", "new", "one", "two", "six", "ten", "in",
            "on", "at", "to", "of", "or", "if", "so", "up", "be", "by", "go", "as", "an", "per",
            "free", "via", "mr", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "oct",
            "nov", "dec", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "mom", "dad", "hi");

    static final Map<String, List<String>> UNITS = Map.ofEntries(
            Map.entry("km", List.of("kilometer", "kilometers")),
            Map.entry("m", List.of("meter", "meters")),
            Map.entry("cm", List.of("centimeter", "centimeters")),
            Map.entry("mm", List.of("millimeter", "millimeters")),
            Map.entry("kg", List.of("kilogram", "kilograms")),
            Map.entry("g", List.of("gram", "grams")),
            Map.entry("mg", List.of("milligram", "milligrams")),
            Map.entry("l", List.of("liter", "liters")),
            Map.entry("ml", List.of("milliliter", "milliliters")),
            Map.entry("lb", List.of("pound", "pounds")),
            Map.entry("lbs", List.of("pound", "pounds")),
            Map.entry("oz", List.of("ounce", "ounces")),
            Map.entry("km/h", List.of("kilometer per hour", "kilometers per hour")),
            Map.entry("kmh", List.of("kilometer per hour", "kilometers per hour")),
            Map.entry("in", List.of("inch", "inches")), Map.entry("ft", List.of("foot", "feet")),
            Map.entry("mi", List.of("mile", "miles")), Map.entry("yd", List.of("yard", "yards")),
            Map.entry("kw", List.of("kilowatt", "kilowatts")),
            Map.entry("hz", List.of("hertz", "hertz")),
            Map.entry("khz", List.of("kilohertz", "kilohertz")),
            Map.entry("tb", List.of("terabyte", "terabytes")),
            Map.entry("kb", List.of("kilobyte", "kilobytes")),
            Map.entry("mph", List.of("mile per hour", "miles per hour")),
            Map.entry("kwh", List.of("kilowatt hour", "kilowatt hours")),
            Map.entry("gb", List.of("gigabyte", "gigabytes")),
            Map.entry("mb", List.of("megabyte", "megabytes")),
            Map.entry("ms", List.of("millisecond", "milliseconds")),
            Map.entry("hrs", List.of("hour", "hours")), Map.entry("hr", List.of("hour", "hours")),
            Map.entry("min", List.of("minute", "minutes")),
            Map.entry("mins", List.of("minute", "minutes")),
            Map.entry("°c", List.of("degree celsius", "degrees celsius")),
            Map.entry("°f", List.of("degree fahrenheit", "degrees fahrenheit")),
            Map.entry("°", List.of("degree", "degrees")),
            Map.entry("%", List.of("percent", "percent")));

    static final Map<Character, String> SYMBOLS = Map.ofEntries(
            Map.entry('&', "and"), Map.entry('+', "plus"), Map.entry('=', "equals"),
            Map.entry('@', "at"), Map.entry('%', "percent"), Map.entry('#', "number"),
            Map.entry('$', "dollars"), Map.entry('€', "euros"), Map.entry('£', "pounds"),
            Map.entry('°', "degrees"), Map.entry('×', "times"), Map.entry('¢', "cents"));

    /** The names of the letters, spelled so that different voices say them alike. */
    private static final List<String> LETTERS = List.of(
            "eigh", "bee", "see", "dee", "ee", "ef", "gee", "aitch", "eye", "jay", "kay", "ell",
            "em",
            "en", "oh", "pee", "cue", "are", "ess", "tee", "you", "vee", "double you", "ex", "why",
            "zee");

    private static final Pattern SPACE = Pattern.compile("\\s+");

    private Lexicon() {}

    /** The words of a text. */
    static List<String> words(String text) {
        return SPACE.splitAsStream(text).filter(word -> !word.isEmpty()).toList();
    }

    /** The names of the letters of a text; whatever is not a letter from a to z is left out. */
    static List<String> letters(String text) {
        return text.toLowerCase(Locale.ROOT)
                .chars()
                .filter(c -> c >= 'a' && c <= 'z')
                .mapToObj(letter -> LETTERS.get(letter - 'a'))
                .flatMap(name -> words(name).stream())
                .toList();
    }
}
