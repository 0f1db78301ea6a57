package io.antiphon.asr.features;

/**
 * Power spectrum of real samples: a complex Fourier transform of half the length over pairs of samples,
 * untangled afterwards. Belongs to one stream; allocates nothing after construction.
 */
final class RealTransform {

    private final int half;
    private final float[] re;
    private final float[] im;
    private final float[] cos;
    private final float[] sin;
    private final int[] reversed;

    /** For {@code points} samples, a power of two. */
    RealTransform(int points) {
        if (Integer.bitCount(points) != 1 || points < 4) {
            throw new IllegalArgumentException("not a power of two: " + points);
        }
        half = points / 2;
        re = new float[half];
        im = new float[half];
        cos = new float[half];
        sin = new float[half];
        reversed = new int[half];
        int bits = Integer.numberOfTrailingZeros(half);
        for (int i = 0; i < half; i++) {
            cos[i] = (float) Math.cos(2 * Math.PI * i / points);
            sin[i] = (float) Math.sin(2 * Math.PI * i / points);
            reversed[i] = Integer.reverse(i) >>> (32 - bits);
        }
    }

    /** Writes the power of the first {@code points / 2} frequencies, from zero upwards. */
    void power(float[] samples, float[] power) {
        for (int i = 0; i < half; i++) {
            int from = 2 * reversed[i];
            re[i] = samples[from];
            im[i] = samples[from + 1];
        }
        for (int size = 2; size <= half; size *= 2) {
            stage(size);
        }
        float direct = re[0] + im[0];
        power[0] = direct * direct;
        for (int k = 1; k < half; k++) {
            power[k] = untangled(k);
        }
    }

    private void stage(int size) {
        int reach = size / 2;
        int stride = 2 * half / size;
        for (int block = 0; block < half; block += size) {
            for (int i = 0; i < reach; i++) {
                float c = cos[i * stride];
                float s = sin[i * stride];
                int a = block + i;
                int b = a + reach;
                float turnedRe = re[b] * c + im[b] * s;
                float turnedIm = im[b] * c - re[b] * s;
                re[b] = re[a] - turnedRe;
                im[b] = im[a] - turnedIm;
                re[a] += turnedRe;
                im[a] += turnedIm;
            }
        }
    }

    private float untangled(int k) {
        int mirror = half - k;
        float evenRe = (re[k] + re[mirror]) / 2;
        float evenIm = (im[k] - im[mirror]) / 2;
        float oddRe = (im[k] + im[mirror]) / 2;
        float oddIm = (re[mirror] - re[k]) / 2;
        float x = evenRe + oddRe * cos[k] + oddIm * sin[k];
        float y = evenIm + oddIm * cos[k] - oddRe * sin[k];
        return x * x + y * y;
    }
}
