package io.antiphon.media.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.audio.Pcm;
import io.antiphon.media.codec.AudioDecoder;
import io.antiphon.media.codec.Codec;
import io.antiphon.media.dtmf.KeyListener;
import io.antiphon.media.dtmf.ToneReceiver;
import io.antiphon.testkit.Tone;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SendingTest {

    private static final short[] TONE = Tone.sine(500, 8_000, Pcm.FRAME_SAMPLES);

    private final Caller caller = Caller.started();
    private int beats;

    @Test
    void packetsCountUpInSequenceAndTimeAndOnlyTheFirstIsMarked() {
        beat(4);
        var first = caller.port.rtp.get(0);
        for (int i = 0; i < 4; i++) {
            var packet = caller.port.rtp.get(i);
            assertEquals(172, packet.remaining());
            assertEquals(0x80, packet.get(0) & 0xff);
            assertEquals(i == 0 ? 0x80 : 0, packet.get(1) & 0xff);
            assertEquals((short) (first.getShort(2) + i), packet.getShort(2));
            assertEquals(first.getInt(4) + 160 * i, packet.getInt(4));
            assertEquals(first.getInt(8), packet.getInt(8));
        }
        assertEquals(4 * 160, caller.session.snapshot().octetsSent());
    }

    @Test
    void silenceIsSentAsSilence() {
        caller.session.sendSilence(0);
        var packet = caller.port.rtp.get(0);
        for (int i = 12; i < 172; i++) {
            assertEquals((byte) 0xff, packet.get(i));
        }
    }

    @Test
    void withheldBeatsMoveTheTimeAndMarkWhatFollows() {
        beat(2);
        caller.session.withhold();
        caller.session.withhold();
        beat(1);
        var before = caller.port.rtp.get(1);
        var after = caller.port.rtp.get(2);
        assertEquals((short) (before.getShort(2) + 1), after.getShort(2));
        assertEquals(before.getInt(4) + 480, after.getInt(4));
        assertEquals(0x80, after.get(1) & 0xff);
    }

    @Test
    void packetThatTheSocketRefusedTakesNoNumber() {
        beat(1);
        caller.port.isFull = true;
        assertFalse(caller.session.send(TONE, 0));
        caller.port.isFull = false;
        beat(1);
        var before = caller.port.rtp.get(0);
        var after = caller.port.rtp.get(1);
        assertEquals((short) (before.getShort(2) + 1), after.getShort(2));
        assertEquals(before.getInt(4) + 320, after.getInt(4));
        assertEquals(1, caller.session.snapshot().unsent());
    }

    @Test
    void newOfferKeepsTheStreamAndChangesTheCodec() {
        beat(1);
        caller.session.update(
                new StreamSpec(Caller.RTP, Caller.RTCP, Codec.PCMA, 8, OptionalInt.empty(), 20,
                        SourcePolicy.described()),
                0);
        caller.session.sendSilence(0);
        var before = caller.port.rtp.get(0);
        var after = caller.port.rtp.get(1);
        assertEquals(8, after.get(1));
        assertEquals((short) (before.getShort(2) + 1), after.getShort(2));
        assertEquals(before.getInt(4) + 160, after.getInt(4));
        assertEquals(before.getInt(8), after.getInt(8));
        assertEquals((byte) 0xd5, after.get(170));
    }

    @Test
    void longPacketsAreCollected() {
        caller.session.update(Caller.spec(60), 0);
        beat(7);
        assertEquals(2, caller.port.rtp.size());
        var first = caller.port.rtp.get(0);
        assertEquals(12 + 480, first.remaining());
        assertEquals(first.getInt(4) + 480, caller.port.rtp.get(1).getInt(4));
    }

    @Test
    void keyGoesInPlaceOfTheVoiceUnderOneTimestamp() {
        beat(2);
        assertTrue(caller.session.press('4', 80));
        beat(10);
        assertFalse(caller.session.isPressing());
        var types = caller.port.rtp.stream().map(packet -> packet.get(1) & 0x7f).toList();
        assertEquals(List.of(0, 0, 101, 101, 101, 101, 101, 101, 0, 0, 0, 0), types);
        var voice = caller.port.rtp.get(1);
        for (int i = 2; i < 8; i++) {
            assertEquals(voice.getInt(4) + 160, caller.port.rtp.get(i).getInt(4));
            assertEquals(i == 2, caller.port.rtp.get(i).get(1) < 0);
        }
        for (int i = 0; i < 12; i++) {
            assertEquals((short) (voice.getShort(2) + i - 1),
                    caller.port.rtp.get(i).getShort(2));
        }
        assertEquals(voice.getInt(4) + 160 * 7, caller.port.rtp.get(8).getInt(4));
    }

    @Test
    void soundInHandLeavesBeforeAKey() {
        caller.session.update(Caller.spec(60), 0);
        beat(2);
        caller.session.press('4', 80);
        beat(1);
        var sound = caller.port.rtp.get(0);
        assertEquals(12 + 320, sound.remaining());
        assertEquals(sound.getInt(4) + 320, caller.port.rtp.get(1).getInt(4));
    }

    @Test
    void keyGoesInTheSoundWhereNoEventsWereAgreedOn() {
        caller.session.update(
                new StreamSpec(Caller.RTP, Caller.RTCP, Codec.PCMU, 0, OptionalInt.empty(), 20,
                        SourcePolicy.described()),
                0);
        var heard = new StringBuilder();
        var receiver = new ToneReceiver(new KeyListener() {

            @Override
            public void digitPressed(char digit, long nowNs) {
                heard.append(digit);
            }

            @Override
            public void digitReleased(char digit, int durationMs, long nowNs) {
                heard.append(' ').append(durationMs > 70 && durationMs < 110 ? "well" : durationMs);
            }
        });
        for (char key : List.of('1', '1', '#', 'D', '0')) {
            assertTrue(caller.session.press(key, 100));
            caller.session.rest(20);
        }
        beat(70);
        assertFalse(caller.session.isPressing());
        var decoder = new AudioDecoder(Codec.PCMU);
        var pcm = new short[AudioDecoder.mostSamples()];
        var payload = new byte[160];
        for (var packet : caller.port.rtp) {
            assertEquals(0, packet.get(1) & 0x7f);
            packet.get(RtpHeader.BYTES, payload);
            int samples = decoder.decode(payload, payload.length, pcm);
            receiver.hear(Arrays.copyOf(pcm, samples), 0);
        }
        assertEquals("1 well1 well# wellD well0 well", heard.toString());
    }

    @Test
    void keyCannotBePressedBeforeAnythingWasAgreedOn() {
        assertFalse(new Caller().session.press('1', 100));
    }

    @Test
    void whatOneSessionSendsAnotherHears() {
        var other = Caller.started();
        caller.session.press('#', 100);
        for (int i = 0; i < 100; i++) {
            caller.session.send(TONE, i * 20L * Caller.MS);
            other.arrives(caller.port.rtp.get(i), i * 20L);
            other.poll(i * 20L + 10);
        }
        assertEquals(List.of("0 #", "80 up # 100"), other.keys);
        assertEquals(100 - 7, other.frames.size());
        assertEquals(8_000, other.frames.get(90).peak(), 700);
    }

    @Test
    void reportsAreExchangedAndForeignOnesRefused() {
        var other = Caller.started();
        for (int i = 0; i < 1_000; i++) {
            long now = i * 20L;
            caller.session.sendSilence(now * Caller.MS);
            other.session.sendSilence(now * Caller.MS);
            other.arrives(caller.port.rtp.get(i), now + 15);
            caller.arrives(other.port.rtp.get(i), now + 15);
            exchangeReports(caller, other, now);
            exchangeReports(other, caller, now);
        }
        assertEquals(30, caller.session.snapshot().roundTripMs(), 0.5);
        assertTrue(caller.session.snapshot().reports() >= 2);
        assertEquals(0, caller.session.snapshot().malformed());
        long before = caller.session.snapshot().foreign();
        caller.session.receivedRtcp(other.port.rtcp.get(0), FakePort.LOCAL, 0);
        assertEquals(before + 1, caller.session.snapshot().foreign());
    }

    private static void exchangeReports(Caller from, Caller to, long nowMs) {
        int before = from.port.rtcp.size();
        from.poll(nowMs);
        for (ByteBuffer report : from.port.rtcp.subList(before, from.port.rtcp.size())) {
            to.session.receivedRtcp(report, Caller.RTCP, (nowMs + 15) * Caller.MS);
        }
    }

    @Test
    void goodbyeIsSentOnce() {
        beat(1);
        caller.session.close(0);
        caller.session.close(0);
        assertEquals(1, caller.port.rtcp.size());
        assertFalse(caller.session.sendSilence(20));
    }

    @Test
    void reportsShareThePortWhereThatWasAgreedOn() {
        caller.session.update(
                new StreamSpec(Caller.RTP, Caller.RTP, Codec.PCMU, 0, OptionalInt.empty(), 20,
                        SourcePolicy.described()),
                0);
        caller.session.close(0);
        assertEquals(0, caller.port.rtcp.size());
        assertEquals(1, caller.port.rtp.size());
        caller.arrives(caller.port.rtp.get(0), 0);
    }

    private void beat(int count) {
        for (int i = 0; i < count; i++) {
            assertTrue(caller.session.send(TONE, beats++ * 20L * Caller.MS));
        }
    }
}
