package io.antiphon.asr.language;

import io.antiphon.asr.model.ModelFault;
import io.antiphon.asr.model.ModelFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Reads n-grams of up to three words from an ARPA file, plain or packed by gzip. Half a million of them take
 * some tenths of a second. N-grams with a word that the lexicon lacks cannot be heard and are passed over.
 */
public final class ArpaReader {

    /** The files that are looked for, in this order. */
    public static final List<String> NAMES = List.of("lm.arpa", "lm.arpa.gz", "bigram.arpa");

    private static final float LN_10 = (float) Math.log(10);
    private static final int MOST_ORDER = 3;

    private final String path;
    private final WordHashes numbers;
    private final NGrams ngrams;
    private final Line line;
    private int order;
    private boolean ended;

    private ArpaReader(String path, WordHashes numbers, NGrams ngrams, Line line) {
        this.path = path;
        this.numbers = numbers;
        this.ngrams = ngrams;
        this.line = line;
    }

    /** Reads the model's n-grams; without a file each word is as likely as any other. */
    public static NGrams read(ModelFiles files, Lexicon lexicon) throws ModelFault {
        Optional<String> name = NAMES.stream().filter(files::has).findFirst();
        if (name.isEmpty()) {
            return NGrams.even(lexicon.size(), lexicon.size());
        }
        var path = files.directory().resolve(name.get()).toString();
        try (var in = files.open(name.get())) {
            return read(in, path, lexicon);
        } catch (IOException e) {
            throw ModelFault.refused(path + " cannot be read: " + e.getMessage());
        }
    }

    static NGrams read(InputStream in, String path, Lexicon lexicon)
            throws IOException, ModelFault {
        var ngrams = new NGrams(lexicon.size());
        var numbers = new WordHashes(lexicon.size() + 3);
        for (int i = 0; i < lexicon.size(); i++) {
            numbers.put(lexicon.text(i), i);
        }
        numbers.put("<s>", ngrams.startNumber());
        numbers.put("</s>", ngrams.end());
        numbers.put("<unk>", ngrams.unknown());
        numbers.put("<UNK>", ngrams.unknown());
        numbers.put("[unk]", ngrams.unknown());
        new ArpaReader(path, numbers, ngrams, new Line(in)).readAll();
        ngrams.fillGaps();
        return ngrams;
    }

    private void readAll() throws IOException, ModelFault {
        boolean any = false;
        while (!ended && line.read()) {
            if (line.isHeading()) {
                heading();
            } else if (order > 0 && line.fields() > 0) {
                ngram();
                any = true;
            }
        }
        if (!any || !ended) {
            throw ModelFault.refused(path + " is not a whole ARPA file: expected \\1-grams: and "
                    + "so on, and \\end\\ at the end");
        }
    }

    private void heading() throws ModelFault {
        var heading = line.text(0);
        if (heading.equals("\\end\\")) {
            ended = true;
        } else if (heading.endsWith("-grams:")) {
            var written = heading.substring(1, heading.length() - "-grams:".length());
            order = written.length() == 1 ? written.charAt(0) - '0' : -1;
            if (order < 1 || order > MOST_ORDER) {
                throw ModelFault.refused(place() + ": n-grams of order " + written
                        + ", expected 1 to " + MOST_ORDER);
            }
        }
    }

    private void ngram() throws ModelFault {
        if (line.fields() < order + 1 || line.fields() > order + 2) {
            throw ModelFault.refused(place() + ": expected a log-probability, " + order
                    + " words and perhaps a back-off");
        }
        float likelihood = number(0) * LN_10;
        float backoff = line.fields() > order + 1 ? number(order + 1) * LN_10 : 0;
        int first = word(1);
        int second = order > 1 ? word(2) : 0;
        int third = order > 2 ? word(3) : 0;
        if (first < 0 || second < 0 || third < 0) {
            return;
        }
        switch (order) {
            case 1 -> ngrams.put(first, likelihood, backoff);
            case 2 -> ngrams.put(first, second, likelihood, backoff);
            default -> ngrams.put(first, second, third, likelihood);
        }
    }

    private int word(int field) {
        return numbers.find(line.bytes(), line.from(field), line.to(field));
    }

    private float number(int field) throws ModelFault {
        try {
            float number = line.number(field);
            if (Float.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw noNumber(field);
        }
        throw noNumber(field);
    }

    private ModelFault noNumber(int field) {
        return ModelFault.refused(place() + ": '" + line.text(field) + "' is not a number");
    }

    private String place() {
        return path + " line " + line.number();
    }

    /** One line after the other, cut into fields where there is white space. */
    static final class Line {

        private static final int LONGEST = 10_000;
        private static final int MOST_FIELDS = 8;

        private final InputStream in;
        private final byte[] block = new byte[1 << 16];
        private final byte[] bytes = new byte[LONGEST];
        private final int[] from = new int[MOST_FIELDS];
        private final int[] to = new int[MOST_FIELDS];
        private int at;
        private int filled;
        private int length;
        private int fields;
        private int number;

        Line(InputStream in) {
            this.in = in;
        }

        /** Takes the next line; answers false when there is none. What is too long is cut. */
        boolean read() throws IOException {
            length = 0;
            boolean any = false;
            int next = take();
            while (next >= 0 && next != '\n') {
                any = true;
                if (length < LONGEST) {
                    bytes[length++] = (byte) next;
                }
                next = take();
            }
            number++;
            cut();
            return any || next >= 0;
        }

        private int take() throws IOException {
            if (at == filled) {
                filled = in.read(block);
                at = 0;
                if (filled <= 0) {
                    filled = 0;
                    return -1;
                }
            }
            return block[at++] & 0xff;
        }

        private void cut() {
            fields = 0;
            int start = -1;
            for (int i = 0; i <= length && fields < MOST_FIELDS; i++) {
                boolean inside = i < length && bytes[i] != ' ' && bytes[i] != '\t'
                        && bytes[i] != '\r';
                if (inside && start < 0) {
                    start = i;
                } else if (!inside && start >= 0) {
                    from[fields] = start;
                    to[fields++] = i;
                    start = -1;
                }
            }
        }

        boolean isHeading() {
            return fields == 1 && bytes[from[0]] == '\\';
        }

        int fields() {
            return fields;
        }

        byte[] bytes() {
            return bytes;
        }

        int from(int field) {
            return from[field];
        }

        int to(int field) {
            return to[field];
        }

        int number() {
            return number;
        }

        String text(int field) {
            return new String(bytes, from[field], to[field] - from[field], StandardCharsets.UTF_8);
        }

        /** A field as a number: plain decimals at once, anything else the long way. */
        float number(int field) {
            int place = from[field];
            boolean negative = bytes[place] == '-';
            place += negative ? 1 : 0;
            long digits = 0;
            long scale = 0;
            if (to[field] - place > 15 || place == to[field]) {
                return Float.parseFloat(text(field));
            }
            for (; place < to[field]; place++) {
                int digit = bytes[place] - '0';
                if (digit >= 0 && digit <= 9) {
                    digits = digits * 10 + digit;
                    scale *= 10;
                } else if (bytes[place] == '.' && scale == 0) {
                    scale = 1;
                } else {
                    return Float.parseFloat(text(field));
                }
            }
            double value = (double) digits / Math.max(1, scale);
            return (float) (negative ? -value : value);
        }
    }
}
