package io.antiphon.asr.vosk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a Vosk model for telephone sound that knows two words: "low", which is a tone of 500 Hz, and
 * "high", which is one of 2000 Hz. One linear layer over filter banks, set by hand; three phones of one state
 * each; a graph that is a loop of silence and the two words.
 */
final class ToneModel {

    static final int LOW_HZ = 500;
    static final int HIGH_HZ = 2_000;

    private static final int BINS = 20;
    private static final int PHONES = 3;
    private static final int RATE = 8_000;

    /** Log-energy above which a tone is there. */
    private static final double THRESHOLD = 18;

    private static final String FEATURES = """
            --sample-frequency=8000
            --num-mel-bins=20
            --dither=0 # the same every time
            --low-freq=20
            --high-freq=-200
            """;

    private static final String DECODING = """
            --min-active=200
            --max-active=3000
            --beam=13.0
            --lattice-beam=6.0
            --acoustic-scale=1.0
            --frame-subsampling-factor=3
            --frames-per-chunk=6
            --endpoint.silence-phones=1
            """;

    private static final String TRANSITIONS = """
            <TransitionModel>\s
            <Topology>\s
            <TopologyEntry>
            <ForPhones>
            1 2 3
            </ForPhones>
            <State> 0 <PdfClass> 0 <Transition> 0 0.5 <Transition> 1 0.5 </State>
            <State> 1 </State>
            </TopologyEntry>
            </Topology>\s
            <Triples> 3\s
            1 0 0\s
            2 0 1\s
            3 0 2\s
            </Triples>\s
            <LogProbs>  [ 0 -0.6931 -0.6931 -0.6931 -0.6931 -0.6931 -0.6931 ]
            </LogProbs>\s
            </TransitionModel>\s
            """;

    private static final String NETWORK = """
            <Nnet3>\s
            input-node name=input dim=20
            component-node name=sum component=sum input=input
            component-node name=choice component=choice input=sum
            output-node name=output input=choice objective=linear

            <NumComponents> 2\s
            <ComponentName> sum <AffineComponent> <LearningRate> 0.001 <LinearParams>  [
            %s]
            <BiasParams>  [ 0 -%f -%f ]
            </AffineComponent>\s
            <ComponentName> choice <LogSoftmaxComponent> <Dim> 3 <ValueAvg>  [ ]
            <DerivAvg>  [ ]
            <Count> 0 </LogSoftmaxComponent>\s
            </Nnet3> <LeftContext> 0 <RightContext> 0 <Priors>  [ ]
            """;

    private record Arc(int in, int out, float cost, int next) {}

    private ToneModel() {}

    static void write(Path folder) throws IOException {
        for (var part : List.of("am", "conf", "graph/phones")) {
            Files.createDirectories(folder.resolve(part));
        }
        Files.writeString(folder.resolve("am/final.mdl"), TRANSITIONS + network());
        Files.writeString(folder.resolve("conf/fbank.conf"), FEATURES);
        Files.writeString(folder.resolve("conf/model.conf"), DECODING);
        Files.writeString(folder.resolve("graph/words.txt"), "<eps> 0\nlow 1\nhigh 2\n");
        Files.writeString(folder.resolve("graph/phones/word_boundary.int"),
                "1 nonword\n2 singleton\n3 singleton\n");
        Files.write(folder.resolve("graph/HCLG.fst"), graph());
    }

    private static String network() {
        var rows = new StringBuilder();
        for (int bin : new int[]{-1, bin(LOW_HZ), bin(HIGH_HZ)}) {
            for (int i = 0; i < BINS; i++) {
                rows.append(i == bin ? " 1" : " 0");
            }
            rows.append('\n');
        }
        return NETWORK.replace("%s", rows).replace("%f", Double.toString(THRESHOLD));
    }

    /** The filter whose middle is nearest. */
    private static int bin(double hertz) {
        double step = (mel(RATE / 2.0 - 200) - mel(20)) / (BINS + 1);
        return (int) Math.round((mel(hertz) - mel(20)) / step) - 1;
    }

    private static double mel(double hertz) {
        return 1_127 * Math.log(1 + hertz / 700);
    }

    /** The same with lexicon and word sequences apart, so that it takes grammars, and with unknown words. */
    static void writeForGrammars(Path folder) throws IOException {
        write(folder);
        Files.deleteIfExists(folder.resolve("graph/HCLG.fst"));
        Files.writeString(folder.resolve("graph/words.txt"),
                "<eps> 0\nlow 1\nhigh 2\n[unk] 3\n");
        var lexicon = states();
        // Any tone but silence may be an unknown word, which is the dearer choice.
        lexicon.get(0).add(new Arc(4, 3, 14, 2));
        lexicon.get(0).add(new Arc(6, 3, 14, 3));
        Files.write(folder.resolve("graph/HCLr.fst"), fst(lexicon));
        Files.write(folder.resolve("graph/Gr.fst"), fst(List.of(List.of(new Arc(1, 1, 1, 0),
                new Arc(2, 2, 1, 0), new Arc(3, 3, 1, 0)))));
        Files.writeString(folder.resolve("graph/disambig_tid.int"), "100\n");
    }

    private static byte[] graph() {
        return fst(states());
    }

    /** Phone p is entered by transition 2p and goes on by transition 2p - 1. */
    private static List<List<Arc>> states() {
        var states = new ArrayList<List<Arc>>();
        states.add(new ArrayList<>());
        for (int phone = 1; phone <= PHONES; phone++) {
            boolean silence = phone == 1;
            states.get(0).add(new Arc(2 * phone, phone - 1, silence ? 1 : 8, phone));
            states.add(List.of(new Arc(2 * phone - 1, 0, 0.7f, phone), new Arc(0, 0, 0.7f, 0)));
        }
        return states;
    }

    /** The first state is the beginning and the end. */
    private static byte[] fst(List<? extends List<Arc>> states) {
        int arcs = states.stream().mapToInt(List::size).sum();
        var out = ByteBuffer.allocate(1_024).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(2_125_659_606);
        text(out, "vector");
        text(out, "standard");
        out.putInt(2).putInt(0).putLong(3).putLong(0).putLong(states.size()).putLong(arcs);
        for (int i = 0; i < states.size(); i++) {
            out.putFloat(i == 0 ? 0 : Float.POSITIVE_INFINITY).putLong(states.get(i).size());
            for (var arc : states.get(i)) {
                out.putInt(arc.in).putInt(arc.out).putFloat(arc.cost).putInt(arc.next);
            }
        }
        var bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }

    private static void text(ByteBuffer out, String text) {
        out.putInt(text.length()).put(text.getBytes(StandardCharsets.US_ASCII));
    }
}
