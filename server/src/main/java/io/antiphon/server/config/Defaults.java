package io.antiphon.server.config;

import io.antiphon.server.config.ServerConfig.Agents;
import io.antiphon.server.config.ServerConfig.Engines;
import io.antiphon.server.config.ServerConfig.Operation;
import io.antiphon.server.config.ServerConfig.Responder;
import io.antiphon.server.config.ServerConfig.Rtp;
import io.antiphon.server.config.ServerConfig.Sip;
import io.antiphon.sip.Carriage;
import io.antiphon.sip.trunk.Admission;
import io.antiphon.sip.trunk.DialPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What holds where a configuration says nothing. */
public final class Defaults {

    private Defaults() {}

    /** {@code models} is the folder of the models that come with the product. */
    public static ServerConfig with(Path models) {
        return new ServerConfig(
                new Sip(List.of("udp:127.0.0.1:5060", "tcp:127.0.0.1:5060"), Optional.empty(),
                        List.of(), false, Carriage.USUAL.pinging(Duration.ofSeconds(60)),
                        Admission.USUAL, DialPlan.NONE),
                new Rtp(20_000, 20_999, Duration.ofSeconds(10)),
                new Agents("front-desk", Map.of("600", "echo"), Map.of()),
                new Engines("ctc", models.resolve("asr/telephone"), models.resolve("vad/vad.onnx"),
                        Optional.of(models.resolve("turn/turn.onnx")),
                        List.of("piper:" + models.resolve("voice/mira.onnx"), "flite:slt",
                                "espeak-ng:en-us"),
                        Responder.SCRIPTED),
                new Operation(20, Duration.ZERO, Duration.ofSeconds(8), Duration.ofSeconds(30),
                        Optional.empty(), Optional.empty(), true));
    }
}
