package io.antiphon.tts.system;

import io.antiphon.speech.Pace;
import io.antiphon.tts.text.SpokenText;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A voice program: how it is called, and where it puts what it makes. */
sealed interface Program {

    String executable();

    String voice();

    /** The name of the engine in configuration. */
    String engine();

    /** The one line that installs it. */
    String install();

    /** The command that says the text. */
    List<String> command(SpokenText text, Pace pace);

    /** What to write to its standard input. */
    String input(SpokenText text);

    /** Whether the sound is on standard error, and the phones are on standard output. */
    boolean soundOnErr();

    /**
     * CMU Flite. Prints its phones and when they end, but only on standard output, which is why the sound
     * goes to the other one. It takes a text only as an argument: given a file it writes one sound file per
     * sentence, which a pipe cannot hold. So others on the same machine can see what is being said.
     */
    record Flite(String executable, String voice) implements Program {

        private static final Pattern MARKS = Pattern.compile("\\p{M}+");
        private static final Pattern FOREIGN = Pattern.compile("[^ -~]");

        @Override
        public String engine() {
            return "flite";
        }

        @Override
        public String install() {
            return "apt-get install flite";
        }

        @Override
        public List<String> command(SpokenText text, Pace pace) {
            return List.of(executable, "-voice", voice, "-psdur", "--setf",
                    "duration_stretch=" + 1 / pace.factor(), "-o", "/dev/stderr", "-t",
                    ascii(text.said()));
        }

        @Override
        public String input(SpokenText text) {
            return "";
        }

        @Override
        public boolean soundOnErr() {
            return true;
        }

        private static String ascii(String text) {
            String bare = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD))
                    .replaceAll("");
            return FOREIGN.matcher(bare).replaceAll(" ");
        }
    }

    /** eSpeak NG. Reads the text from standard input and tells nothing about its words. */
    record Espeak(String executable, String voice) implements Program {

        /** Its default. */
        private static final int WORDS_A_MINUTE = 175;

        @Override
        public String engine() {
            return "espeak-ng";
        }

        @Override
        public String install() {
            return "apt-get install espeak-ng";
        }

        @Override
        public List<String> command(SpokenText text, Pace pace) {
            return List.of(executable, "-v", voice, "-z", "-b", "1", "-s",
                    Long.toString(Math.round(WORDS_A_MINUTE * pace.factor())), "--stdin",
                    "--stdout");
        }

        @Override
        public String input(SpokenText text) {
            return text.said();
        }

        @Override
        public boolean soundOnErr() {
            return false;
        }
    }

    /** Reads "ae:0.428 ng:0.523" at so many samples a second; what does not look so is left out. */
    static List<PhoneAlignment.Phone> phones(String durations, int rate) {
        var phones = new ArrayList<PhoneAlignment.Phone>();
        var matcher = Pattern.compile("([a-zA-Z]+):(\\d+\\.\\d+)").matcher(durations);
        while (matcher.find()) {
            phones.add(new PhoneAlignment.Phone(matcher.group(1).toLowerCase(Locale.ROOT),
                    (int) Math.round(Double.parseDouble(matcher.group(2)) * rate)));
        }
        return phones;
    }
}
