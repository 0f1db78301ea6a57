package io.antiphon.dialogue.embed;

import ai.djl.modality.nlp.DefaultVocabulary;
import ai.djl.modality.nlp.Vocabulary;
import ai.djl.modality.nlp.bert.BertFullTokenizer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The pieces of words that a BERT network reads, from the {@code tokenizer.json} of its model. Lower case, without
 * accents. Immutable, any thread.
 */
final class WordPieces {

    private static final String BEGINNING = "[CLS]";
    private static final String END = "[SEP]";
    private static final String UNKNOWN = "[UNK]";

    /** Invisible characters, such as a zero-width space: DJL would take the word around one for unknown. */
    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}");

    private final Vocabulary vocabulary;
    private final BertFullTokenizer tokenizer;

    private WordPieces(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        this.tokenizer = new BertFullTokenizer(vocabulary, true);
    }

    static WordPieces read(InputStream json) throws IOException {
        var pieces = new ObjectMapper().readTree(json).at("/model/vocab");
        var words = new String[pieces.size()];
        for (var piece : pieces.properties()) {
            words[place(piece.getValue(), words.length)] = piece.getKey();
        }
        var vocabulary = DefaultVocabulary.builder()
                .add(List.of(words))
                .optUnknownToken(UNKNOWN)
                .build();
        for (var needed : List.of(BEGINNING, END, UNKNOWN)) {
            if (!vocabulary.contains(needed)) {
                throw new IOException("no " + needed + " among " + words.length + " pieces");
            }
        }
        return new WordPieces(vocabulary);
    }

    private static int place(JsonNode number, int places) throws IOException {
        if (!number.isInt() || number.intValue() < 0 || number.intValue() >= places) {
            throw new IOException("a piece with the number " + number + " among " + places);
        }
        return number.intValue();
    }

    /** The numbers of a text's pieces, between the marks of beginning and end; at most as many as given. */
    long[] read(String text, int most) {
        return LongStream.concat(
                Stream.concat(Stream.of(BEGINNING), pieces(text).stream())
                        .limit(most - 1L)
                        .mapToLong(vocabulary::getIndex),
                LongStream.of(vocabulary.getIndex(END))).toArray();
    }

    List<String> pieces(String text) {
        return tokenizer.tokenize(INVISIBLE.matcher(text).replaceAll(" ").replace('\u00a0', ' '));
    }
}
