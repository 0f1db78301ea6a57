package io.antiphon.cli.phone;

/** Says one thing and listens for the rest of the call. */
public final class Reciter implements Talker {

    private final short[] sound;
    private final long startNs;
    private final long silentFirstNs;
    private int said;

    /**
     * @param sound what to say, at 8 kHz; nothing to listen only
     * @param startNs when the call was answered
     * @param silentFirstNs how long to listen first
     */
    public Reciter(short[] sound, long startNs, long silentFirstNs) {
        this.sound = sound.clone();
        this.startNs = startNs;
        this.silentFirstNs = silentFirstNs;
    }

    @Override
    public void hear(long atNs, short[] pcm) {
        // Only the recording listens.
    }

    @Override
    public Beat beat(long nowNs, short[] frame) {
        if (nowNs - startNs < silentFirstNs || said == sound.length) {
            return Beat.Silence.SILENCE;
        }
        int count = Math.min(frame.length, sound.length - said);
        System.arraycopy(sound, said, frame, 0, count);
        said += count;
        return Beat.Sound.SOUND;
    }
}
