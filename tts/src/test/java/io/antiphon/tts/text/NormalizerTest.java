package io.antiphon.tts.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalizerTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            0                       | zero
            7                       | seven
            42                      | forty two
            100                     | one hundred
            1,234                   | one thousand two hundred thirty four
            12345                   | twelve thousand three hundred forty five
            1,000,000               | one million
            -5                      | minus five
            3.14                    | three point one four
            .5                      | zero point five
            007                     | zero zero seven
            99%                     | ninety nine percent
            1.5%                    | one point five percent
            1st                     | first
            2nd                     | second
            23rd                    | twenty third
            30th                    | thirtieth
            112th                   | one hundred twelfth
            1/2                     | one half
            10-12 days              | ten to twelve days
            9-5                     | nine to five
            2024-2026               | twenty twenty four to twenty twenty six
            version 1.2.3           | version one point two point three
            24/7                    | twenty four seven
            """)
    void numbersAreSaid(String written, String said) {
        assertEquals(said, said(written));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            10:30                   | ten thirty
            10:05                   | ten oh five
            at 9:00                 | at nine o'clock
            at 14:00.               | at fourteen hundred.
            at 10.30                | at ten thirty
            10.30 a.m.              | ten thirty eigh em.
            10:30pm                 | ten thirty pee em
            5 p.m. today            | five pee em today
            5 pm                    | five pee em
            10am                    | ten eigh em
            I am here               | I am here
            9:00-17:00              | nine o'clock to seventeen hundred
            March 3                 | March third
            March 3rd, 2026         | March third, twenty twenty six
            3 March 2026            | the third of March twenty twenty six
            the 3rd of May          | the third of May
            Jan. 5                  | january fifth
            2026-03-05              | march fifth twenty twenty six
            3/5/2026                | march fifth twenty twenty six
            25/12/2026              | december twenty fifth twenty twenty six
            in 1984                 | in nineteen eighty four
            since 2005              | since two thousand five
            the 1990s               | the nineteen nineties
            """)
    void timesAndDatesAreSaid(String written, String said) {
        assertEquals(said, said(written));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            $5                      | five dollars
            $1                      | one dollar
            $12.50                  | twelve dollars and fifty cents
            $0.99                   | ninety nine cents
            £1,200.01               | one thousand two hundred pounds and one penny
            €3.2 million            | three point two million euros
            $5 million              | five million dollars
            $20k                    | twenty thousand dollars
            15€                     | fifteen euros
            -$40                    | minus forty dollars
            5 km                    | five kilometers
            1 kg                    | one kilogram
            70mph                   | seventy miles per hour
            20°C                    | twenty degrees celsius
            """)
    void moneyAndQuantitiesAreSaid(String written, String said) {
        assertEquals(said, said(written));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Dr. Smith               | doctor Smith
            Mr. and Mrs. Jones      | mister and missus Jones
            St. Mary                | saint Mary
            Main St.                | Main street
            No. 5                   | number five
            No. I can't.            | No. I can't.
            tea, coffee, etc.       | tea, coffee, et cetera.
            e.g. tea                | for example tea
            Ben & Jerry             | Ben and Jerry
            and/or                  | and or
            twenty-one              | twenty one
            **bold** `code`         | bold code
            “Really?” he said       | Really? he said
            don’t                   | don't
            """)
    void abbreviationsAndSignsAreSaid(String written, String said) {
        assertEquals(said, said(written));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            555-1234                | five five five, one two three four
            (555) 123-4567          | five five five, one two three, four five six seven
            +1 555 123 4567.        | plus one, five five five, one two three, four five six seven.
            555.123.4567            | five five five, one two three, four five six seven
            call 555-1234, ext. 12  | call five five five, one two three four, extension twelve
            code 4711               | code four seven one one
            room 101                | room one zero one
            jane.doe@example.com    | jane dot doe at example dot com
            www.example.org         | double you double you double you dot example dot org
            the SIP and the FBI     | the sip and the ef bee eye
            two PDFs                | two pee dee efs
            A-B-C                   | eigh bee see
            U.S. law                | you ess law
            plan B                  | plan bee
            A dog and I             | A dog and I
            AB12                    | eigh bee twelve
            MP3                     | em pee three
            COVID-19                | covid nineteen
            OK                      | okay
            """)
    void letterByLetterAndDigitByDigit(String written, String said) {
        assertEquals(said, said(written));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            open 9am-5pm            | open nine eigh em to five pee em
            9-5pm                   | nine to five pee em
            Mon-Fri                 | monday to friday
            Jan–Mar                 | january to march
            on Sat., 9 May          | on saturday, the ninth of May
            it sat. In the sun.     | it sat. In the sun.
            on 3/5                  | on march fifth
            3/5                     | three five
            on 13/13                | on thirteen thirteen
            2026 was good           | twenty twenty six was good
            1999                    | nineteen ninety nine
            2000 km                 | two thousand kilometers
            1,999 people            | one thousand nine hundred ninety nine people
            room 2034               | room two zero three four
            """)
    void rangesShortDatesAndBareYears(String written, String said) {
        assertEquals(said, said(written));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            $40/month               | forty dollars per month
            $1.50/hr                | one dollar and fifty cents per hour
            50¢                     | fifty cents
            20 EUR                  | twenty euros
            USD 20                  | twenty dollars
            CHF 12.50               | twelve francs and fifty centimes
            the EUR                 | the ee you are
            2 1/2 hours             | two and a half hours
            2½                      | two and a half
            3/4 of it               | three quarters of it
            10%-20%                 | ten percent to twenty percent
            80 km/h                 | eighty kilometers per hour
            120km/h                 | one hundred twenty kilometers per hour
            6 ft                    | six feet
            come in                 | come in
            """)
    void moreMoneyAndMoreQuantities(String written, String said) {
        assertEquals(said, said(written));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Chapter IV              | Chapter four
            World War II ended      | World War two ended
            Henry VIII              | Henry the eighth
            Pope John XXIII.        | Pope John the twenty third.
            George I think          | George I think
            IV drip                 | eye vee drip
            Part I                  | Part one
            12 Elm Dr.              | twelve Elm drive
            at 12 Elm Dr., please   | at twelve Elm drive, please
            2 visits Dr. Smith      | two visits doctor Smith
            Sgt. Miller             | sergeant Miller
            Tues. at 5              | tuesday at five
            w/ milk, w/o sugar      | with milk, without sugar
            a PhD                   | a pee aitch dee
            """)
    void romanNumeralsStreetsAndShorthand(String written, String said) {
        assertEquals(said, said(written));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            A N N A                 | eigh en en eigh
            it is M I A.            | it is em eye eigh.
            I saw A and I           | I saw A and I
            example.com/help        | example dot com slash help
            https://example.org/a-b/| example dot org slash a dash b
            j_smith99@mail.co.uk    | j underscore smith ninety nine at mail dot co dot uk
            """)
    void spelledNamesAndAddresses(String written, String said) {
        assertEquals(said, said(written));
    }

    @Test
    void everyWordKeepsWhatIsSaidForIt() {
        var text = Normalizer.normalize("Come at 10:30, Dr. Smith – please");
        assertEquals(List.of("Come", "at", "10:30,", "Dr.", "Smith –", "please"),
                text.words().stream().map(SpokenText.Word::written).toList());
        assertEquals(List.of("ten", "thirty,"), text.words().get(2).said());
    }

    @Test
    void nothingSpeakableIsSilent() {
        assertTrue(Normalizer.normalize(" … – !?").isSilent());
        assertTrue(Normalizer.normalize("").isSilent());
    }

    @Test
    void garbageIsReadAsSomethingThatAVoiceCanSay() {
        long seed = 20_260_721;
        var random = new Random(seed);
        for (int round = 0; round < 4_000; round++) {
            String text = random.ints(random.nextInt(24), 0, 12)
                    .mapToObj(i -> "12.,:-/$ aB@%#€(".substring(i, i + 1 + i / 8))
                    .collect(Collectors.joining());
            var spoken = Normalizer.normalize(text);
            assertTrue(spoken.said().matches("[a-zA-Z' ,.?!;:]*"), () -> seed + ": " + text);
            if (!spoken.isSilent()) {
                assertEquals(Lexicon.words(text), Lexicon.words(spoken.words()
                        .stream()
                        .map(SpokenText.Word::written)
                        .collect(Collectors.joining(" "))));
            }
        }
    }

    private static String said(String written) {
        return Normalizer.normalize(written).said();
    }
}
