package io.antiphon.asr.features;

/** Triangular filters, straight on the mel axis, each kept as the few points that it touches. */
final class MelBank {

    private final int[] firsts;
    private final float[][] weights;

    MelBank(int bins, int points, double rate, double lowHz, double highHz) {
        firsts = new int[bins];
        weights = new float[bins][];
        double low = mel(lowHz);
        double step = (mel(highHz) - low) / (bins + 1);
        for (int bin = 0; bin < bins; bin++) {
            double left = low + bin * step;
            int first = 0;
            while (mel(first * rate / points) <= left) {
                first++;
            }
            // The point at half the rate belongs to no filter, as in Kaldi.
            int end = first;
            while (end < points / 2 && mel(end * rate / points) < left + 2 * step) {
                end++;
            }
            firsts[bin] = first;
            weights[bin] = new float[end - first];
            for (int i = first; i < end; i++) {
                double place = (mel(i * rate / points) - left) / step;
                weights[bin][i - first] = (float) Math.min(place, 2 - place);
            }
        }
    }

    private static double mel(double hertz) {
        return 1127 * Math.log(1 + hertz / 700);
    }

    void energies(float[] power, float[] energies) {
        for (int bin = 0; bin < weights.length; bin++) {
            float[] weight = weights[bin];
            int first = firsts[bin];
            float sum = 0;
            for (int i = 0; i < weight.length; i++) {
                sum += weight[i] * power[first + i];
            }
            energies[bin] = sum;
        }
    }
}
