package io.antiphon.media.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.audio.Pcm;
import io.antiphon.media.Detectors;
import io.antiphon.media.MediaConfig;
import io.antiphon.media.MediaEvent;
import io.antiphon.media.MediaEvent.SpeechStarted;
import io.antiphon.media.MediaEvent.UtteranceEnded;
import io.antiphon.media.MediaServer;
import io.antiphon.media.MediaSession;
import io.antiphon.media.MediaSpec;
import io.antiphon.media.MediaThreads;
import io.antiphon.media.codec.Codec;
import io.antiphon.media.floor.FloorPolicy;
import io.antiphon.media.rtp.SourcePolicy;
import io.antiphon.media.rtp.StreamSpec;
import io.antiphon.speech.TurnDetector;
import io.antiphon.speech.UtteranceId;
import io.antiphon.speech.VoiceDetector;
import io.antiphon.testkit.Tone;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real threads, the real ring, real sockets. */
class LaneServerTest {

    private static final UtteranceId FIRST = new UtteranceId(1);

    private final BlockingQueue<MediaEvent> events = new LinkedBlockingQueue<>();
    private final WireCodec codec = new WireCodec();
    private final MediaServer server;
    private final DatagramSocket phone;

    LaneServerTest() throws IOException {
        var loopback = InetAddress.getLoopbackAddress();
        var threads = new MediaThreads(Thread::new, Thread::new, Thread::new);
        var config = new MediaConfig(2, 4, loopback, 21_000, 21_400, FloorPolicy.DEFAULT,
                Duration.ofSeconds(10));
        server = LaneServer.start(config, threads, System::nanoTime, () -> Instant.EPOCH,
                () -> new Detectors(new Loudness(), TurnDetector.none()));
        phone = new DatagramSocket(0, loopback);
    }

    @BeforeEach
    void patience() throws IOException {
        phone.setSoTimeout(5_000);
    }

    @AfterEach
    void close() {
        server.close();
        phone.close();
    }

    @Test
    void packetsBecomeSpeechAndSpeechBecomesPackets() throws Exception {
        var session = started();
        // The first packet tells that the lane has begun to listen.
        receive();
        for (int i = 0; i < 10; i++) {
            phone.send(packet(session, i));
            receive();
        }
        assertInstanceOf(SpeechStarted.class, events.poll(5, TimeUnit.SECONDS));

        for (int i = 0; i < 5; i++) {
            session.playout().offer(FIRST, Tone.sine(500, 8_000, Pcm.FRAME_SAMPLES));
        }
        session.playout().end(FIRST);
        int loudest = 0;
        for (int i = 0; i < 10; i++) {
            loudest = Math.max(loudest, codec.peak(receive()));
        }
        assertTrue(loudest > 1_000, "loudest " + loudest);
        MediaEvent event = events.poll(5, TimeUnit.SECONDS);
        while (event != null && !(event instanceof UtteranceEnded)) {
            event = events.poll(5, TimeUnit.SECONDS);
        }
        assertNotNull(event);
        assertEquals(10, session.snapshot().rtp().accepted());
        session.close();
        assertTrue(server.snapshot().received() >= 10, "concealed ones come on top");
    }

    @Test
    void callsSpreadOverTheLanes() {
        for (int i = 0; i < 8; i++) {
            assertTrue(server.openEcho(events::add).isPresent());
        }
        assertEquals(8, server.snapshot().seatsTaken());
        assertTrue(server.openEcho(events::add).isEmpty());
    }

    private MediaSession started() {
        var session = server.open(Deaf.EARS, events::add).orElseThrow();
        var address = (InetSocketAddress) phone.getLocalSocketAddress();
        session.start(new MediaSpec(new StreamSpec(address, address, Codec.PCMU, 0,
                OptionalInt.empty(), 20, SourcePolicy.described()), true, true));
        return session;
    }

    private DatagramPacket packet(MediaSession session, int number) {
        var packet = ByteBuffer.allocate(WireCodec.HEADER_BYTES + 160);
        packet.put((byte) 0x80).put((byte) 0).putShort((short) number).putInt(160 * number);
        packet.putInt(9);
        packet.put(codec.encode(Tone.sine(300, 9_000, Pcm.FRAME_SAMPLES)));
        return new DatagramPacket(packet.array(), packet.capacity(), session.localRtp());
    }

    private ByteBuffer receive() throws IOException {
        var packet = new DatagramPacket(new byte[1_500], 1_500);
        phone.receive(packet);
        return ByteBuffer.wrap(packet.getData(), 0, packet.getLength());
    }

    private static final class Loudness implements VoiceDetector {

        @Override
        public float likelihood(short[] pcm) {
            return Pcm.levelDb(pcm, 0, pcm.length) > -40 ? 0.95f : 0.02f;
        }

        @Override
        public void reset() {}

        @Override
        public void close() {}
    }
}
