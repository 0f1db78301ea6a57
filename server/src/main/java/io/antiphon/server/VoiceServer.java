package io.antiphon.server;

import io.antiphon.call.CallId;
import io.antiphon.server.admin.ApiServer;
import io.antiphon.server.admin.Gatekeeper;
import io.antiphon.server.admin.Steered;
import io.antiphon.server.call.Briefing;
import io.antiphon.server.call.CallBook;
import io.antiphon.server.call.House;
import io.antiphon.server.call.Successors;
import io.antiphon.server.config.ServerConfig;
import io.antiphon.server.dial.DialAnswer;
import io.antiphon.server.dial.DialRequest;
import io.antiphon.server.dial.Outbound;
import io.antiphon.server.dial.Outbound.Aim;
import io.antiphon.server.load.LoadMeter;
import io.antiphon.server.load.LoadWatch;
import io.antiphon.server.metrics.Meters;
import io.antiphon.sip.IncomingCall;
import io.antiphon.sip.IpLiteral;
import io.antiphon.sip.ListenAddress;
import io.antiphon.sip.OutgoingCall;
import io.antiphon.sip.Referral;
import io.antiphon.sip.SipCall;
import io.antiphon.sip.SipConfig;
import io.antiphon.sip.SipEndpoint;
import io.antiphon.sip.SipHandler;
import io.antiphon.sip.SipRuntime;
import io.antiphon.sip.account.Registration;
import io.antiphon.sip.account.RegistrationStatus;
import io.antiphon.sip.core.SipAgent;
import io.antiphon.sip.tls.TlsProblem;
import io.antiphon.sip.trunk.Admission;
import io.antiphon.sip.trunk.Trunk;
import io.antiphon.sip.trunk.TrunkStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server: signalling in front of a {@link House}. Started and closed by one thread; calls come on the sip
 * thread, and each is handed to a thread of its own at once.
 */
public final class VoiceServer implements AutoCloseable, Steered {

    private static final Logger LOG = LoggerFactory.getLogger(VoiceServer.class);
    private static final String USER_AGENT = "Antiphon";
    private static final Duration RING_TIMEOUT = Duration.ofMinutes(3);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration CALL_ENDS = Duration.ofSeconds(1);
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private final ServerConfig config;
    private final Equipment equipment;
    private final House house;
    private final SipEndpoint sip;
    private final List<Registration> registrations = new ArrayList<>();
    private final Switchboard switchboard;
    private final Outbound outbound;
    private final Optional<ApiServer> api;
    private volatile boolean isDraining;

    // Set once, by the thread that starts the server; the sip thread may be asked before.
    private volatile Optional<LoadWatch> load = Optional.empty();

    private VoiceServer(ServerConfig config, Equipment equipment)
            throws IOException, CannotStart {
        this.config = config;
        this.equipment = equipment;
        this.house = equipment.house();
        this.switchboard = new Switchboard(house, config.operation().mostCalls(),
                new Followers(), equipment.meters());
        this.outbound = new Outbound(config.sip(), house);
        var listen = config.sip().listen().stream().map(ListenAddress::parse).toList();
        var sipConfig = new SipConfig(listen, config.sip().advertised(), USER_AGENT, RING_TIMEOUT,
                CLOSE_TIMEOUT, config.sip().carriage(), config.sip().admission());
        var lookups = Threads.virtual("lookup");
        sip = SipAgent.start(sipConfig, new Door(), new SipRuntime(Threads.sip(),
                task -> lookups.newThread(task).start(), SystemTime.NANOS,
                equipment.journal()));
        // What fails below has to close the sockets, for nobody else would.
        if (config.operation().overloadControl()) {
            load = Optional.of(LoadWatch.start(new LoadMeter(house::frames, sip::lagNs),
                    SystemTime.NANOS, Threads.watchdog()));
        }
        for (var account : config.sip().accounts()) {
            registrations.add(sip.register(account, VoiceServer::logRegistration));
        }
        api = startApi();
    }

    private Optional<ApiServer> startApi() throws CannotStart {
        var listen = config.api().listen();
        if (listen.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(ApiServer.start(listen.get(), new Gatekeeper(config.api().token(),
                    config.api().openMetrics()), this, Threads.virtual("admin")));
        } catch (IOException e) {
            load.ifPresent(LoadWatch::close);
            sip.close();
            throw new CannotStart("api.listen " + listen.get() + ": " + e.getMessage()
                    + "; stop whoever has it, or name another port", e);
        }
    }

    /**
     * Loads the engines, opens the sockets, takes calls from then on.
     *
     * @throws CannotStart with what is wrong and what to do about it
     */
    public static VoiceServer start(ServerConfig config) throws CannotStart {
        return start(config, Optional.empty());
    }

    /** The same with one agent that is rehearsed, and none of the configuration's. */
    public static VoiceServer start(ServerConfig config, Staging staging) throws CannotStart {
        return start(config, Optional.of(staging));
    }

    private static VoiceServer start(ServerConfig config, Optional<Staging> staged)
            throws CannotStart {
        var equipment = Equipment.open(config, staged);
        try {
            return new VoiceServer(config, equipment);
        } catch (TlsProblem e) {
            equipment.close();
            throw new CannotStart(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            equipment.close();
            throw new CannotStart(e.getMessage() + "; stop whoever has it, or name another address"
                    + " or port in sip.listen", e);
        } catch (IllegalArgumentException e) {
            equipment.close();
            throw new CannotStart("sip: " + e.getMessage(), e);
        } catch (CannotStart | RuntimeException | Error e) {
            equipment.close();
            throw e;
        }
    }

    /** Where SIP is heard, with the ports that the machine chose. */
    public List<ListenAddress> listening() {
        return sip.listening();
    }

    /** How the accounts stand, in the order of the configuration. */
    public List<RegistrationStatus> registrations() {
        return registrations.stream().map(Registration::status).toList();
    }

    @Override
    public List<Registration> accounts() {
        return List.copyOf(registrations);
    }

    @Override
    public boolean isDraining() {
        return isDraining;
    }

    /** Where the API is, if there is one, with the port that the machine chose. */
    public Optional<InetSocketAddress> api() {
        return api.map(ApiServer::address);
    }

    @Override
    public int calls() {
        return switchboard.calls();
    }

    @Override
    public CallBook book() {
        return switchboard.book();
    }

    @Override
    public Meters.Page metrics(String accepted) {
        return equipment.meters().page(accepted);
    }

    @Override
    public DialAnswer dial(DialRequest request) {
        return switch (outbound.aim(request)) {
            case Aim.Not(var why) -> why;
            case Aim.At _ when isDraining -> busy("the server is stopping");
            case Aim.At _ when isFull() -> busy(
                    "operation.most-calls are up, or one more would harm them; try again later");
            case Aim.At(var target) -> {
                var call = sip.call(target);
                switchboard.begin(switchboard.session(call, request.briefing()));
                yield new DialAnswer.Dialling(call.id());
            }
        };
    }

    private static DialAnswer busy(String why) {
        return new DialAnswer.Refused(DialAnswer.Kind.BUSY, "", why);
    }

    @Override
    public boolean hangUp(CallId id) {
        return switchboard.dismiss(id, "hung up by the operator");
    }

    @Override
    public List<TrunkStatus> trunks() {
        return sip.trunks();
    }

    /** What is configured and does not work although others took its place, or may be meant otherwise. */
    public List<String> warnings() {
        var warnings = new ArrayList<>(equipment.warnings());
        warnings.addAll(openDoors(listening(), config.sip().admission()));
        return warnings;
    }

    /** Where anybody from elsewhere may call, which is seldom meant. */
    static List<String> openDoors(List<ListenAddress> listening, Admission admission) {
        return listening.stream()
                .filter(address -> admission.isOpen() && !isLoopback(address))
                .map(address -> "anybody who reaches " + address
                        + " may call the agents; name who may in sip.trunks")
                .toList();
    }

    private static boolean isLoopback(ListenAddress address) {
        return IpLiteral.parse(address.host()).filter(InetAddress::isLoopbackAddress).isPresent();
    }

    /** Sip thread. */
    private final class Door implements SipHandler {

        @Override
        public void invited(IncomingCall call) {
            VoiceServer.this.invited(call);
        }

        @Override
        public boolean isFull() {
            return VoiceServer.this.isFull();
        }
    }

    private boolean isFull() {
        return switchboard.isFull() || load.filter(LoadWatch::isOverloaded).isPresent();
    }

    /** Sip thread. */
    private void invited(IncomingCall call) {
        if (call.replaces().isPresent()) {
            // Whoever knows a call's identifiers could take it; only who is in it may.
            switchboard.at(call.replaces().get(), call.source().getAddress())
                    .ifPresentOrElse(session -> session.takeOver(call),
                            () -> call.reject(FORBIDDEN, "Forbidden"));
            return;
        }
        String agent = config.agents()
                .answering(call.requestUser(), call.trunk().flatMap(this::agentOf));
        var session = switchboard.session(call, Briefing.of(agent));
        call.handler(session);
        if (!house.knows(agent)) {
            call.reject(NOT_FOUND, "Not Found");
        } else {
            switchboard.begin(session);
        }
    }

    /** Calls' threads. A conversation that is to go on elsewhere does not while the server drains. */
    private final class Followers implements Successors {

        @Override
        public Optional<OutgoingCall> call(SipCall asking, Referral referral) {
            return isDraining ? Optional.empty() : outbound.aim(asking, referral).map(sip::call);
        }

        @Override
        public Optional<OutgoingCall> consult(String target, String caller) {
            return isDraining ? Optional.empty() : outbound.consult(target, caller).map(sip::call);
        }
    }

    private Optional<String> agentOf(String trunk) {
        return config.sip().admission().trunk(trunk).flatMap(Trunk::agent);
    }

    private static void logRegistration(Registration registration, RegistrationStatus status) {
        LOG.info("registration: user={} state={} error={}", registration.account().user(),
                status.state(),
                status.lastError().orElse(""));
    }

    /**
     * Takes no more calls, un-registers, and waits until the calls that are up have ended, but no longer than
     * this. What is to follow is {@link #close}.
     */
    public void drain(Duration patience) {
        isDraining = true;
        try {
            sip.drain().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException someGoOn) {
            LOG.info("drained for {} s, {} calls go on", patience.toSeconds(), calls());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Un-registers, says BYE to whoever is left, and lets go of everything. */
    @Override
    public void close() {
        isDraining = true;
        load.ifPresent(LoadWatch::close);
        api.ifPresent(ApiServer::close);
        equipment.sessions().leaving();
        switchboard.dismissAll("shutdown");
        sip.close();
        try {
            // The calls let go of the engines and write their last event before these are closed.
            switchboard.await(CALL_ENDS);
            switchboard.interruptAll();
            switchboard.await(CALL_ENDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        equipment.close();
    }
}
