package io.antiphon.sip.core;

import io.antiphon.sip.CallerIdentity;
import io.antiphon.sip.IncomingCall;
import io.antiphon.sip.trunk.Trunk;
import java.util.Map;
import java.util.Optional;

/** The part of a call from outside that its INVITE tells and that never changes. Any thread. */
abstract class Told implements IncomingCall {

    private final InviteFacts facts;
    private final Optional<Trunk> trunk;

    Told(InviteFacts facts, Optional<Trunk> trunk) {
        this.facts = facts;
        this.trunk = trunk;
    }

    @Override
    public Optional<String> trunk() {
        return trunk.map(Trunk::name);
    }

    @Override
    public String requestUser() {
        return facts.requestUser().orElse("");
    }

    @Override
    public String toUser() {
        return facts.toUser();
    }

    @Override
    public String fromUri() {
        return facts.fromUri();
    }

    @Override
    public String fromDisplayName() {
        return facts.fromDisplayName();
    }

    @Override
    public Optional<String> header(String name) {
        return facts.header(name);
    }

    @Override
    public CallerIdentity caller(boolean isTrusted) {
        return facts.caller(isTrusted);
    }

    @Override
    public Map<String, String> extras() {
        return facts.extras();
    }
}
