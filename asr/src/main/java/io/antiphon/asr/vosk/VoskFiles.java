package io.antiphon.asr.vosk;

import io.antiphon.asr.model.ModelFault;
import io.antiphon.asr.model.ModelFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The files of a Vosk model in either of its layouts: {@code am/final.mdl} with {@code conf/}, or all in one
 * directory. Looks at the beginning of each, which is as far as damage can be told without the library.
 *
 * @param sampleRate the rate that the model was trained for
 * @param grammarWords the words that a grammar may be made of; none where the model takes no grammars
 */
record VoskFiles(int sampleRate, Set<String> grammarWords) {

    private static final int FST_MAGIC = 2_125_659_606;
    private static final String LEXICON_GRAPH = "HCLr.fst";
    private static final String RATE_OPTION = "--sample-frequency=";

    /** Checks the files. */
    static VoskFiles checked(ModelFiles files) throws ModelFault {
        files.check();
        boolean nested = isNested(files);
        checkNetwork(files.need(nested ? "am/final.mdl" : "final.mdl"));
        if (nested) {
            checkOptions(files, "conf/model.conf");
        }
        var features = features(files, nested);
        checkOptions(files, features);
        checkGraph(files, nested ? "graph/" : "");
        return new VoskFiles(rate(files, features), words(files, nested ? "graph/" : ""));
    }

    private static boolean isNested(ModelFiles files) {
        return files.has("am/final.mdl") || !files.has("final.mdl");
    }

    /** The words that a grammar may be made of; none where the graph is not made for grammars. */
    private static Set<String> words(ModelFiles files, String folder) throws ModelFault {
        if (!files.has(folder + LEXICON_GRAPH)) {
            return Set.of();
        }
        return files.lines(folder + "words.txt")
                .stream()
                .map(line -> line.strip().replaceFirst("\\s.*", ""))
                .filter(word -> !word.isEmpty() && !word.startsWith("<"))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String features(ModelFiles files, boolean nested) throws ModelFault {
        if (!nested) {
            files.need("mfcc.conf");
            return "mfcc.conf";
        }
        if (files.has("conf/fbank.conf") && !files.has("conf/mfcc.conf")) {
            return "conf/fbank.conf";
        }
        files.need("conf/mfcc.conf");
        return "conf/mfcc.conf";
    }

    private static void checkGraph(ModelFiles files, String folder) throws ModelFault {
        checkWords(files, folder + "words.txt");
        if (files.has(folder + LEXICON_GRAPH)) {
            checkFst(files.need(folder + LEXICON_GRAPH));
            checkFst(files.need(folder + "Gr.fst"));
            files.need(folder + "disambig_tid.int");
        } else {
            checkFst(files.need(folder + "HCLG.fst"));
        }
    }

    private static void checkNetwork(Path file) throws ModelFault {
        var text = new String(beginning(file, 32), StandardCharsets.ISO_8859_1);
        if (!text.startsWith("\0B<TransitionModel>")
                && !text.strip().startsWith("<TransitionModel>")) {
            throw ModelFault.refused(file + " is not a Kaldi model: it should begin with "
                    + "<TransitionModel>");
        }
    }

    private static void checkFst(Path file) throws ModelFault {
        var head = ByteBuffer.wrap(beginning(file, 4)).order(ByteOrder.LITTLE_ENDIAN);
        if (head.remaining() < 4 || head.getInt() != FST_MAGIC) {
            throw ModelFault.refused(file + " is not an OpenFst file");
        }
    }

    private static byte[] beginning(Path file, int bytes) throws ModelFault {
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes(bytes);
        } catch (IOException e) {
            throw ModelFault.refused(file + " cannot be read: " + e);
        }
    }

    private static void checkOptions(ModelFiles files, String name) throws ModelFault {
        var lines = files.lines(name);
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#") && !line.startsWith("--")) {
                throw ModelFault.refused(files.directory().resolve(name) + " line " + (i + 1)
                        + ": expected an option that begins with --");
            }
        }
    }

    private static void checkWords(ModelFiles files, String name) throws ModelFault {
        var lines = files.lines(name);
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank() && !lines.get(i).strip().matches("\\S+\\s+\\d+")) {
                throw ModelFault.refused(files.directory().resolve(name) + " line " + (i + 1)
                        + ": expected a word and its number");
            }
        }
    }

    private static int rate(ModelFiles files, String name) throws ModelFault {
        for (var line : nonComments(files.lines(name))) {
            if (line.startsWith(RATE_OPTION)) {
                return rate(line.substring(RATE_OPTION.length()), files.directory().resolve(name));
            }
        }
        // What Kaldi assumes where nothing is said.
        return 16_000;
    }

    private static int rate(String text, Path place) throws ModelFault {
        try {
            double rate = Double.parseDouble(text);
            if (rate >= 4_000 && rate <= 96_000 && rate == Math.rint(rate)) {
                return (int) rate;
            }
        } catch (NumberFormatException e) {
            throw ModelFault.refused(place + ": '" + text + "' is not a sample rate");
        }
        throw ModelFault.refused(place + ": '" + text + "' is not a sample rate");
    }

    private static List<String> nonComments(List<String> lines) {
        return lines.stream().map(line -> line.replaceFirst("#.*", "").strip()).toList();
    }
}
