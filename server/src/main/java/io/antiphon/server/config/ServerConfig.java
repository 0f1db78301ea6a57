package io.antiphon.server.config;

import io.antiphon.privacy.Egress;
import io.antiphon.sip.Carriage;
import io.antiphon.sip.IpLiteral;
import io.antiphon.sip.account.Account;
import io.antiphon.sip.account.Credentials;
import io.antiphon.sip.sdp.KeyExchange;
import io.antiphon.sip.sdp.MediaEncryption;
import io.antiphon.sip.trunk.Admission;
import io.antiphon.sip.trunk.DialPlan;
import io.antiphon.sip.trunk.Trunk;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that can be configured; see {@code docs/configuration.md}. */
public record ServerConfig(Sip sip, Rtp rtp, Sounds sounds, Agents agents, Engines engines,
        Operation operation, Api api, Models models, Egress egress, ReportConfig reports,
        SessionConfig sessions) {

    /** Without an API or recordings. */
    public ServerConfig(Sip sip, Rtp rtp, Agents agents, Engines engines, Operation operation) {
        this(sip, rtp, Sounds.NONE, agents, engines, operation, Api.OFF, Models.NONE, Egress.OPEN,
                ReportConfig.NONE, SessionConfig.USUAL);
    }

    /** The same with other recordings. */
    public ServerConfig withSounds(Sounds others) {
        return new ServerConfig(sip, rtp, others, agents, engines, operation, api, models, egress,
                reports, sessions);
    }

    /** The same with other language models. */
    public ServerConfig withModels(Models others) {
        return new ServerConfig(sip, rtp, sounds, agents, engines, operation, api, others, egress,
                reports, sessions);
    }

    /** The language models: those of {@code models}, else the one of {@code engines.responder}. */
    public Models languageModels() {
        return models.providers().isEmpty() ? Models.of(engines.responder()) : models;
    }

    /**
     * Recordings that calls may hear: WAV files.
     *
     * @param onHold over and over while a caller is on hold; nothing: silence
     * @param beforeAnswer once, before a call is taken; nothing: it rings
     */
    public record Sounds(Optional<Path> onHold, Optional<Path> beforeAnswer) {

        public static final Sounds NONE = new Sounds(Optional.empty(), Optional.empty());
    }

    /**
     * Where programs watch and steer the server, see {@code docs/api.md}. Prints without the token.
     *
     * @param listen an address of this machine; nothing: no API
     * @param token what a program has to show; needed where others than this machine can reach the address
     * @param openMetrics whether what is counted is shown without it
     */
    public record Api(Optional<InetSocketAddress> listen, Optional<String> token,
            boolean openMetrics) {

        public static final Api OFF = new Api(Optional.empty(), Optional.empty(), false);

        private static final int SHORTEST_TOKEN = 16;

        public Api {
            if (listen.isPresent() && token.isEmpty()
                    && !listen.get().getAddress().isLoopbackAddress()) {
                throw new IllegalArgumentException("api.listen is an address that others can reach,"
                        + " so a token is needed: api.token-file");
            }
            if (token.filter(secret -> secret.length() < SHORTEST_TOKEN).isPresent()) {
                throw new IllegalArgumentException("api.token has fewer than "
                        + SHORTEST_TOKEN + " characters; make one with: openssl rand -hex 32");
            }
        }

        /** Reads {@code 127.0.0.1:8460} or {@code [::1]:8460}. */
        public static InetSocketAddress address(String written) {
            int colon = written.lastIndexOf(':');
            String port = written.substring(colon + 1);
            var host = IpLiteral.parse(written.substring(0, Math.max(0, colon)));
            if (host.isEmpty() || !port.matches("\\d{1,5}") || Integer.parseInt(port) > 65_535) {
                throw new IllegalArgumentException("found \"" + written
                        + "\", expected an IP address and a port, such as 127.0.0.1:8460");
            }
            return new InetSocketAddress(host.get(), Integer.parseInt(port));
        }

        @Override
        public String toString() {
            return "Api[listen=" + listen + "]";
        }
    }

    /**
     * Where SIP is heard, and as whom.
     *
     * @param listen {@code udp:host:port}, {@code tcp:host:port} or {@code tls:host:port}; port 0 takes any
     * @param advertised what stands in Contact, Via and SDP where the machine is behind a NAT
     * @param accounts registrations to hold
     * @param trustIdentity whether what peers assert of their callers counts (RFC 3325), or only From; a trunk may
     *            have a word of its own
     * @param carriage how messages travel
     * @param admission who may talk to the server
     * @param dialPlan whom it may be made to call
     */
    public record Sip(List<String> listen, Optional<String> advertised, List<Account> accounts,
            boolean trustIdentity, Carriage carriage, Admission admission, DialPlan dialPlan) {

        public Sip {
            listen = List.copyOf(listen);
            accounts = List.copyOf(accounts);
            if (listen.isEmpty()) {
                throw new IllegalArgumentException("sip.listen names no address");
            }
        }

        /** Open to everybody, and calling nobody. */
        public Sip(List<String> listen, Optional<String> advertised, List<Account> accounts,
                boolean trustIdentity, Carriage carriage) {
            this(listen, advertised, accounts, trustIdentity, carriage, Admission.OPEN,
                    DialPlan.NONE);
        }

        /** As messages usually travel, open to everybody, and calling nobody. */
        public Sip(List<String> listen, Optional<String> advertised, List<Account> accounts,
                boolean trustIdentity) {
            this(listen, advertised, accounts, trustIdentity, Carriage.USUAL);
        }

        /** Whether what is asserted of a caller counts who came over this trunk, or over none that is known. */
        public boolean trustsIdentity(Optional<String> trunk) {
            return trunk.flatMap(admission::trunk)
                    .flatMap(Trunk::trustIdentity)
                    .orElse(trustIdentity);
        }

        /** The credentials of a login that one account has, and no other. */
        public Optional<Credentials> login(String user) {
            var matching = accounts.stream()
                    .map(Account::credentials)
                    .filter(known -> known.user().equals(user))
                    .distinct()
                    .toList();
            return matching.size() == 1 ? Optional.of(matching.getFirst()) : Optional.empty();
        }

        /** The same with another dial plan. */
        public Sip dialling(DialPlan plan) {
            return new Sip(listen, advertised, accounts, trustIdentity, carriage, admission, plan);
        }

        /** The same, heard and found elsewhere. */
        public Sip at(List<String> otherListen, Optional<String> otherAdvertised) {
            return new Sip(otherListen, otherAdvertised, accounts, trustIdentity, carriage,
                    admission,
                    dialPlan);
        }
    }

    /**
     * Where sound is heard.
     *
     * @param firstPort the lowest port for RTP; an even port and the odd one behind it make a pair
     * @param silence how long no RTP may come before it is reported
     * @param srtp whether sound is enciphered
     * @param keys what our own offers ask for where it is
     */
    public record Rtp(int firstPort, int lastPort, Duration silence, MediaEncryption srtp,
            KeyExchange keys) {

        public Rtp {
            if (firstPort < 0 || lastPort > 65_535 || lastPort < firstPort) {
                throw new IllegalArgumentException(
                        "rtp.ports are two numbers below 65536, such as 20000-20999; "
                                + "found " + firstPort + "-" + lastPort);
            }
        }

        /** Enciphered where the other side can. */
        public Rtp(int firstPort, int lastPort, Duration silence) {
            this(firstPort, lastPort, silence, MediaEncryption.OPTIONAL, KeyExchange.SDES);
        }

        /** The same on other ports. */
        public Rtp at(int first, int last) {
            return new Rtp(first, last, silence, srtp, keys);
        }
    }

    /**
     * Who answers.
     *
     * @param byDefault the agent that answers a user part that has no route
     * @param routes user part of the request URI to agent
     * @param templates agent to the file of its campaign template; built-in agents need none
     */
    public record Agents(String byDefault, Map<String, String> routes,
            Map<String, Path> templates) {

        public Agents {
            routes = Map.copyOf(routes);
            templates = Map.copyOf(templates);
        }

        /** Who answers this user part, where it came over nothing that has an agent of its own. */
        public String answering(String user) {
            return answering(user, Optional.empty());
        }

        /** Who answers this user part: whom its route names, else the agent of the trunk, else the default. */
        public String answering(String user, Optional<String> ofTheTrunk) {
            return Optional.ofNullable(routes.get(user)).or(() -> ofTheTrunk).orElse(byDefault);
        }
    }

    /**
     * What hears, thinks and speaks.
     *
     * @param recogniser {@code ctc}, {@code transducer} or {@code vosk}
     * @param recogniserModel the engine's model directory
     * @param voiceDetectorModel a Silero-shaped ONNX file
     * @param turnModel a turn model, or nothing where words and silence alone shall tell the end of a turn
     * @param voices from the first choice to the last resort: {@code piper:file}, {@code flite:slt},
     *            {@code espeak-ng:en-us}
     */
    public record Engines(String recogniser, Path recogniserModel, Path voiceDetectorModel,
            Optional<Path> turnModel, List<String> voices, Responder responder) {

        public Engines {
            voices = List.copyOf(voices);
            if (voices.isEmpty()) {
                throw new IllegalArgumentException("engines.voices names no voice");
            }
        }

        /** The same with another recogniser. */
        public Engines withRecogniser(String engine, Path model) {
            return new Engines(engine, model, voiceDetectorModel, turnModel, voices, responder);
        }

        /** The same with other voices. */
        public Engines withVoices(List<String> others) {
            return new Engines(recogniser, recogniserModel, voiceDetectorModel, turnModel, others,
                    responder);
        }

        /** The same with somebody else who words the answers. */
        public Engines withResponder(Responder other) {
            return new Engines(recogniser, recogniserModel, voiceDetectorModel, turnModel, voices,
                    other);
        }
    }

    /**
     * Who words the answers. Prints without the key.
     *
     * @param engine {@code scripted}, {@code openai} (any server of that interface), {@code ollama}, or in this process
     *            {@code djl} (PyTorch), {@code onnx} (ONNX Runtime) or {@code llama} (llama.cpp)
     * @param model what the server calls the model; in this process its folder, or nothing for the one that comes with
     *            the product
     */
    public record Responder(String engine, String url, String model, Optional<String> apiKey) {

        public static final Responder SCRIPTED = new Responder("scripted", "", "",
                Optional.empty());

        @Override
        public String toString() {
            return "Responder[" + engine + ", " + url + ", " + model + "]";
        }
    }

    /**
     * How the server behaves under load and in silence.
     *
     * @param mostCalls calls at once; further ones are told 503, too
     * @param answerDelay how long the phone rings before the agent answers
     * @param callerSilence how long a caller may say nothing before the agent asks
     * @param drain how long calls may go on once the server is told to stop
     * @param events where the events of calls are written, with what was said in them
     * @param journal where it is written down which calls are up, so that the next server can end them
     * @param overloadControl whether new calls are told 503 while the machine cannot bear more
     */
    public record Operation(int mostCalls, Duration answerDelay, Duration callerSilence,
            Duration drain, Optional<Path> events, Optional<Path> journal,
            boolean overloadControl) {

        public Operation {
            if (mostCalls < 1) {
                throw new IllegalArgumentException(
                        "operation.most-calls is at least 1; found " + mostCalls);
            }
        }

        /** The same with a journal somewhere else, or nowhere. */
        public Operation withJournal(Optional<Path> other) {
            return new Operation(mostCalls, answerDelay, callerSilence, drain, events, other,
                    overloadControl);
        }
    }
}
