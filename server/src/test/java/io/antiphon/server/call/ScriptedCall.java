package io.antiphon.server.call;

import io.antiphon.call.CallId;
import io.antiphon.sip.CallHandler;
import io.antiphon.sip.CallerIdentity;
import io.antiphon.sip.IncomingCall;
import io.antiphon.sip.SipCall;
import io.antiphon.sip.sdp.SessionDescription;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The signalling of one call, which notes what it is told. */
final class ScriptedCall implements IncomingCall {

    final List<String> orders = new ArrayList<>();

    private final String id;
    private final Optional<SessionDescription> offer;

    ScriptedCall(SessionDescription offer) {
        this("scripted", offer);
    }

    ScriptedCall(String id, SessionDescription offer) {
        this.id = id;
        this.offer = Optional.of(offer);
    }

    @Override
    public CallId id() {
        return new CallId(id);
    }

    @Override
    public String requestUser() {
        return "600";
    }

    @Override
    public String fromUri() {
        return "sip:caller@127.0.0.1";
    }

    @Override
    public String fromDisplayName() {
        return "";
    }

    @Override
    public CallerIdentity caller(boolean isTrusted) {
        return new CallerIdentity("caller", "", CallerIdentity.Source.FROM, false, List.of());
    }

    @Override
    public String toUser() {
        return "600";
    }

    @Override
    public Map<String, String> extras() {
        return Map.of();
    }

    @Override
    public Optional<CallId> replaces() {
        return Optional.empty();
    }

    @Override
    public Optional<SessionDescription> offer() {
        return offer;
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.empty();
    }

    @Override
    public InetSocketAddress source() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 5_070);
    }

    @Override
    public String localHost() {
        return "127.0.0.1";
    }

    @Override
    public void handler(CallHandler handler) {
        orders.add("handler");
    }

    @Override
    public void ring() {
        orders.add("ring");
    }

    @Override
    public void progress(SessionDescription local) {
        orders.add("progress");
    }

    @Override
    public void accept(SessionDescription local) {
        orders.add("accept");
    }

    @Override
    public void reject(int status, String reason) {
        orders.add("reject " + status);
    }

    @Override
    public void headers(Map<String, String> extra) {
        if (!extra.isEmpty()) {
            orders.add("headers " + extra);
        }
    }

    @Override
    public void hangUp() {
        orders.add("hang up");
    }

    @Override
    public void transfer(String target) {
        orders.add("transfer " + target);
    }

    @Override
    public void transfer(SipCall consulted) {
        orders.add("transfer to " + consulted.id());
    }

    @Override
    public void reoffer(SessionDescription next) {
        orders.add("reoffer");
    }
}
