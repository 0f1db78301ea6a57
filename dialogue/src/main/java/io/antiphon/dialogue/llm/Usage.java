package io.antiphon.dialogue.llm;

/**
 * What an answer took, as the model counts, or guessed where it does not tell.
 *
 * @param promptTokens in what was asked, with those that are cached
 * @param cachedTokens of these, the ones that the model had read before
 * @param completionTokens in the answer, with those that it only thought
 */
public record Usage(long promptTokens, long cachedTokens, long completionTokens) {

    public static final Usage NONE = new Usage(0, 0, 0);

    /** English in the tokens of today's models; other languages take more. */
    private static final int CHARS_A_TOKEN = 4;

    /** Roughly how many tokens a text is. */
    public static long guess(String text) {
        return (text.length() + CHARS_A_TOKEN - 1L) / CHARS_A_TOKEN;
    }

    public Usage plus(Usage other) {
        return new Usage(promptTokens + other.promptTokens, cachedTokens + other.cachedTokens,
                completionTokens + other.completionTokens);
    }

    /** All that was read and written. */
    public long tokens() {
        return promptTokens + completionTokens;
    }
}
