package io.antiphon.server.call;

import io.antiphon.call.CallId;
import io.antiphon.sip.CallHandler;
import io.antiphon.sip.OutgoingCall;
import io.antiphon.sip.SipCall;
import io.antiphon.sip.sdp.SessionDescription;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The signalling of a call that we make, which notes what it is told. */
final class ScriptedDial implements OutgoingCall {

    private final String name;

    ScriptedDial() {
        this("scripted");
    }

    ScriptedDial(String name) {
        this.name = name;
    }

    final List<String> orders = new ArrayList<>();

    @Override
    public CallId id() {
        return new CallId(name);
    }

    @Override
    public String target() {
        return "sip:200@127.0.0.1";
    }

    @Override
    public Optional<InetSocketAddress> peer() {
        return Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 5_070));
    }

    @Override
    public void dial(CallHandler handler) {
        orders.add("dial");
    }

    @Override
    public void invite(SessionDescription offer) {
        orders.add("invite " + offer.connection().orElse("nowhere"));
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
    public void transfer(SipCall other) {
        orders.add("transfer to a call");
    }

    @Override
    public void reoffer(SessionDescription next) {
        orders.add("reoffer");
    }
}
