package io.antiphon.server.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.audio.Wav;
import io.antiphon.server.interop.Interop;
import io.antiphon.server.interop.Peer;
import io.antiphon.sip.sdp.MediaEncryption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** baresip calls the real server. */
class BaresipIT {

    /** What it tells of its sound all the time: bits a second, sent and heard. */
    private static final Pattern HEARD = Pattern.compile("audio=\\d+/(\\d+) ");

    /** PCMU has 64000; what is measured may lag. */
    private static final int LEAST_HEARD = 60_000;

    @TempDir
    private Path folder;

    @Test
    @Interop(peer = Peer.BARESIP, rfc = {3261, 3264,
            3550}, what = "a question is understood and answered")
    void agentUnderstandsSpeechOfBaresipAndIsHeard() throws Exception {
        try (var server = TestServer.start(folder)) {
            String told = BaresipPeer.calls(folder, server.address("udp"), "601", "",
                    question(), 14);
            String said = server.events("heard.final").toString();
            assertTrue(said.contains("opening hours"), said + told);
            assertTrue(server.events("speech.begin").size() >= 2, "the greeting and an answer");
            assertTrue(heard(told) > LEAST_HEARD, told);
        }
    }

    @Test
    @Interop(peer = Peer.BARESIP, rfc = {3711, 4568}, what = "SDES-SRTP, mandatory on both sides")
    void callWithKeysInTheSdpIsEncryptedBothWays() throws Exception {
        try (var server = TestServer.start(folder, MediaEncryption.REQUIRED)) {
            String told = BaresipPeer.calls(folder, server.address("udp"), "601",
                    ";mediaenc=srtp-mand", question(), 14);
            var agreed = server.events("media.agreed").toString();
            assertTrue(agreed.contains("AES_CM_128_HMAC_SHA1_80"), agreed + told);
            String said = server.events("heard.final").toString();
            assertTrue(said.contains("opening hours"), said + told);
            assertTrue(heard(told) > LEAST_HEARD, told);
            // It holds its port open in the clear before it has its keys (RTCP APP "PINGPONG"), and that alone is lost.
            var refused = server.events("packets.refused");
            assertEquals(1, refused.size(), refused.toString());
            assertTrue(refused.toString().contains("\"forged\":1"), refused.toString());
        }
    }

    private static int heard(String told) {
        return HEARD.matcher(told)
                .results()
                .mapToInt(rate -> Integer.parseInt(rate.group(1)))
                .max()
                .orElse(0);
    }

    /** Six seconds of silence, while the agent greets, and then a question. */
    private Path question() throws Exception {
        var spoken = Speech.wav("hello what are your opening hours");
        var pcm = spoken.channels().getFirst();
        int before = 6 * spoken.sampleRate();
        int behind = 10 * spoken.sampleRate();
        var whole = Arrays.copyOf(new short[before], before + pcm.length + behind);
        System.arraycopy(pcm, 0, whole, before, pcm.length);
        var file = folder.resolve("question.wav");
        Wav.mono(spoken.sampleRate(), whole).write(file);
        return file;
    }
}
