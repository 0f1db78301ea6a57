package io.antiphon.sip.core;

import gov.nist.javax.sip.message.SIPRequest;
import io.antiphon.sip.CallHandler;
import io.antiphon.sip.CallTarget;
import io.antiphon.sip.ListenAddress;
import io.antiphon.sip.OutgoingCall;
import io.antiphon.sip.SipConfig;
import io.antiphon.sip.SipEndpoint;
import io.antiphon.sip.SipHandler;
import io.antiphon.sip.SipMeter;
import io.antiphon.sip.SipRuntime;
import io.antiphon.sip.account.Account;
import io.antiphon.sip.account.Registration;
import io.antiphon.sip.account.RegistrationListener;
import io.antiphon.sip.sdp.SessionDescription;
import io.antiphon.sip.tls.TlsKeeper;
import io.antiphon.sip.tls.TlsProblem;
import io.antiphon.sip.trunk.TrunkStatus;
import io.antiphon.sip.wire.SipCounts;
import io.antiphon.sip.wire.Wire;
import io.antiphon.time.Timers;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A SIP user agent: one thread, which owns the sockets, jain-sip and every call. Callable from any thread;
 * work is posted to the sip thread.
 */
public final class SipAgent implements SipEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(SipAgent.class);

    /** How often it is looked whether a certificate has been renewed. */
    private static final long FILES_NS = TimeUnit.SECONDS.toNanos(10);

    private final EventLoopGroup group;
    private final SipCounts counts = new SipCounts();
    private final SecureRandom random = new SecureRandom();
    private final Population population = new Population();
    private final Wire wire;
    private final Core core;
    private final TrunkPings pings;
    private final LoopLag lag;

    /** {@code clockwork} makes the timers of the sip thread; a test may let them run faster. */
    SipAgent(SipConfig config, SipHandler handler, SipRuntime runtime,
            Function<EventLoop, Timers> clockwork) throws IOException {
        group = new MultiThreadIoEventLoopGroup(1, runtime.sip(), NioIoHandler.newFactory());
        var loop = group.next();
        List<ListenAddress> listening;
        Optional<TlsKeeper> tls;
        try {
            tls = keeper(config, runtime);
            wire = new Wire(loop, counts, this::unreachable, tls);
            listening = wire.bind(config.listen());
        } catch (IOException refused) {
            var _ = group.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            throw refused;
        }
        var timers = clockwork.apply(loop);
        core = new Core(config, runtime, loop,
                new Core.Wiring(timers, wire, new Reach(config, listening), counts,
                        random, population));
        tls.ifPresent(keeper -> watch(keeper, timers));
        var plugged = new Plugged(timers, wire::guarded);
        var dispatch = new Dispatch(core, new Reception(core, handler));
        pings = new TrunkPings(core);
        lag = new LoopLag(timers);
        wire.valve(new Shedding(core, handler));
        String name = "sip-" + newId();
        try {
            loop.submit(() -> {
                wire.door(core.doorman);
                core.provider(Stack.start(name, core, plugged, listening, dispatch));
                LeftBehind.endAll(core);
                pings.start();
                lag.watch();
                return name;
            }).get();
        } catch (ExecutionException | InterruptedException notStarted) {
            release();
            throw new IOException("SIP could not start: " + notStarted.getMessage(), notStarted);
        }
    }

    private static Optional<TlsKeeper> keeper(SipConfig config, SipRuntime runtime)
            throws TlsProblem {
        var tls = config.carriage().tls();
        return tls.isEmpty()
                ? Optional.empty()
                : Optional.of(TlsKeeper.open(tls.get(), runtime.blocking()));
    }

    private static void watch(TlsKeeper keeper, Timers timers) {
        timers.after(FILES_NS, () -> {
            keeper.refresh();
            watch(keeper, timers);
        });
    }

    /** Opens the sockets and takes calls from now on. Says which address was refused if one is. */
    public static SipEndpoint start(SipConfig config, SipHandler handler, SipRuntime runtime)
            throws IOException {
        return new SipAgent(config, handler, runtime,
                loop -> new LoopTimers(loop, runtime.clock()));
    }

    @Override
    public List<ListenAddress> listening() {
        return core.reach.listening();
    }

    @Override
    public String localHostTowards(InetAddress peer) {
        return core.reach.localHostTowards(peer);
    }

    @Override
    public OutgoingCall call(CallTarget target) {
        return new OutboundCall(core, target, newId());
    }

    @Override
    public OutgoingCall call(CallTarget target, SessionDescription offer, CallHandler handler) {
        var call = new OutboundCall(core, target, newId());
        call.dial(offer, handler);
        return call;
    }

    /** Sip thread. */
    private void unreachable(SIPRequest request, String why) {
        core.undeliverable(request, why);
    }

    @Override
    public Registration register(Account account, RegistrationListener listener) {
        var registration = new RegisterClient(core, account, listener, newId());
        core.post(registration::start);
        return registration;
    }

    @Override
    public List<TrunkStatus> trunks() {
        return pings.status();
    }

    @Override
    public int liveCalls() {
        return population.liveCalls();
    }

    @Override
    public long lagNs() {
        return lag.worstNs();
    }

    @Override
    public Map<SipMeter, Long> counters() {
        return counts.snapshot();
    }

    @Override
    public CompletableFuture<Void> drain() {
        // At once, for the sip thread reads its sockets before it looks at what was posted.
        population.closeDoor();
        core.post(population::drain);
        return population.callsGone().copy();
    }

    @Override
    public void close() {
        if (group.isShuttingDown()) {
            return;
        }
        core.post(() -> {
            population.drain();
            population.dismissAll();
        });
        try {
            population.allGone().get(core.config.closeTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException someoneDidNotAnswer) {
            LOG.info("SIP closes with {} calls unfinished", population.liveCalls());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        release();
    }

    private void release() {
        wire.close();
        core.close();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }

    private String newId() {
        var bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
