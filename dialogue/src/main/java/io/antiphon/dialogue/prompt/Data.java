package io.antiphon.dialogue.prompt;

import java.util.regex.Pattern;

/**
 * What others say, made fit to stand in a prompt: nothing in it can pass for a message of ours, for the end of the
 * place where it stands, or for a token that models give a meaning.
 */
public final class Data {

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}&&[^\n]]");
    /** Tokens such as {@code <|im_start|>}, {@code [INST]}, {@code <<SYS>>}. */
    private static final Pattern SPECIAL = Pattern
            .compile("<\\|[^|<>]{0,40}\\|>|</?s>|\\[/?INST]|<</?SYS>>", Pattern.CASE_INSENSITIVE);
    private static final Pattern TAG = Pattern.compile("</?[A-Za-z][^<>]{0,80}>");
    private static final Pattern ROLE = Pattern
            .compile("(?im)^\\s*(system|assistant|user|developer|tool)\\s*:");
    private static final Pattern MARKS = Pattern.compile("[<>]{2,}");
    private static final String CUT = " ...";

    private Data() {}

    /** Harmless, and of so many characters at most. */
    public static String of(String said, int longest) {
        String plain = CONTROL.matcher(said).replaceAll(" ");
        // Taking one token out may put another together from what stood around it.
        String before;
        do {
            before = plain;
            plain = SPECIAL.matcher(plain).replaceAll(" ");
            plain = TAG.matcher(plain).replaceAll(" ");
        } while (!plain.equals(before));
        plain = ROLE.matcher(plain).replaceAll("$1 -").strip();
        return plain.length() <= longest ? plain : plain.substring(0, longest) + CUT;
    }

    /** The same in one line, which ends no place between marks. */
    public static String line(String said, int longest) {
        return of(MARKS.matcher(said.replace('\n', ' ')).replaceAll(" "), longest);
    }
}
