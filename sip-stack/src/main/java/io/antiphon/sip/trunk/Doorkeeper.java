package io.antiphon.sip.trunk;

import io.antiphon.sip.account.Claim;
import io.antiphon.sip.account.Credentials;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides whose request this is. Sip thread.
 *
 * <p>A trunk that has both networks and a user is known by both together. An unknown user gets the same answer as
 * a wrong password, after the same work. A registrar that took an account of ours is known by its address.
 */
public final class Doorkeeper {

    /** What stands in every challenge (RFC 7616, section 3.3). */
    public static final String REALM = "antiphon";

    private static final Credentials NOBODY = new Credentials("", "nobody knows this");

    private final Admission admission;
    private final Nonces nonces;
    private final Map<String, InetAddress> registrars = new HashMap<>();

    public Doorkeeper(Admission admission, Nonces nonces) {
        this.admission = admission;
        this.nonces = nonces;
    }

    /**
     * A request that belongs to no call.
     *
     * @param mustProve whether an address alone is not enough, as for REGISTER
     */
    public record Asking(InetAddress source, boolean mustProve, Optional<Proof> proof) {}

    /**
     * What came with a request.
     *
     * @param fits whether the URI in it is the one of the request
     */
    public record Proof(Claim claim, String method, boolean fits) {}

    /** What is to become of a request. */
    public sealed interface Entry {

        /** Come in; without a trunk where everybody may, and for registrars of our own accounts. */
        record Known(Optional<Trunk> trunk) implements Entry {}

        /** 401; with the reason where a proof was tried and is wrong. */
        record Challenged(boolean stale, Optional<String> failure) implements Entry {}

        /** Nobody that we know is there. */
        record Stranger() implements Entry {}
    }

    /** Decides. */
    public Entry judge(Asking asking) {
        if (admission.isOpen()) {
            return new Entry.Known(Optional.empty());
        }
        var possible = possible(asking.source());
        var signing = possible.stream().filter(trunk -> trunk.credentials().isPresent()).toList();
        boolean vouched = registrars.containsValue(asking.source());
        if (possible.isEmpty() && !vouched) {
            return new Entry.Stranger();
        }
        Entry proven = asking.proof().isEmpty() || signing.isEmpty()
                ? new Entry.Challenged(false, Optional.empty())
                : judge(asking.proof().get(), signing);
        if (proven instanceof Entry.Known || (asking.mustProve() && !signing.isEmpty())) {
            return proven;
        }
        var bySource = possible.stream().filter(trunk -> trunk.credentials().isEmpty()).findFirst();
        return bySource.isPresent() || vouched ? new Entry.Known(bySource) : proven;
    }

    /** Whether anybody that we know may be at this address. */
    public boolean mayKnow(InetAddress source) {
        return admission.isOpen() || registrars.containsValue(source)
                || !possible(source).isEmpty();
    }

    /** Whether this address itself is known, whatever comes from it. */
    public boolean knows(InetAddress source) {
        return registrars.containsValue(source) || admission.trunks()
                .stream()
                .anyMatch(trunk -> !trunk.from().isEmpty() && trunk.isFrom(source));
    }

    private List<Trunk> possible(InetAddress source) {
        return admission.trunks().stream().filter(trunk -> trunk.isFrom(source)).toList();
    }

    private Entry judge(Proof proof, List<Trunk> signing) {
        var claim = proof.claim();
        var trunk = signing.stream()
                .filter(each -> each.credentials()
                        .filter(known -> known.user().equals(claim.user()))
                        .isPresent())
                .findFirst();
        String password = trunk.flatMap(Trunk::credentials).orElse(NOBODY).password();
        boolean right = claim.isProvenBy(password, proof.method());
        if (trunk.isEmpty()) {
            return failed("unknown-user");
        } else if (!right || !claim.realm().equals(REALM)) {
            return failed("wrong-password");
        } else if (!proof.fits()) {
            return failed("other-uri");
        } else if (nonces.standing(claim.nonce()) == Nonces.Standing.STALE) {
            return new Entry.Challenged(true, Optional.empty());
        } else if (!nonces.use(claim.nonce(), claim.count())) {
            return new Entry.Challenged(true, Optional.of("replay"));
        }
        return new Entry.Known(trunk);
    }

    private static Entry failed(String why) {
        return new Entry.Challenged(false, Optional.of(why));
    }

    /** A registrar took an account of ours; calls to it come from there. */
    public void registered(String account, InetAddress registrar) {
        registrars.put(account, registrar);
    }

    /** The account is given up. */
    public void unregistered(String account) {
        registrars.remove(account);
    }
}
