package io.antiphon.cli.pbx;

import io.antiphon.cli.phone.NoCall;
import io.antiphon.server.pbx.Mode;
import io.antiphon.server.pbx.Site;
import io.antiphon.sip.SipEnd;
import java.io.IOException;

/** What an administrator looks at when the call into the PBX was refused, or nobody took it. */
record Advice(Mode mode, Site site) {

    private boolean isSigned() {
        return mode == Mode.EXTENSION || mode == Mode.TRUNK;
    }

    /** What is wrong, where, and what to do. */
    String on(IOException noCall) {
        return switch (noCall) {
            case NoCall none when none.end().cause() == SipEnd.Cause.REJECTED ->
                "the PBX says " + none.end().status() + " " + none.end().reason() + ": "
                        + on(none.end().status());
            case NoCall none when none.end().cause() == SipEnd.Cause.HANGUP_REMOTE ->
                "the PBX hung up at once: " + reach();
            default -> noCall.getMessage() + ": the PBX took the call and cannot hand it on: "
                    + reach();
        };
    }

    private String on(int status) {
        return switch (status) {
            case 401, 407 -> isSigned() ? password() : unknown();
            case 403 -> forbidden();
            case 404, 484 -> "it has no 600 where " + name()
                    + " may dial; add 600 to the context of that endpoint (FreePBX: the second"
                    + " extension, or the outbound route 60[01])";
            case 415, 488, 606 -> "no codec or encryption in common; allow=ulaw,alaw in the"
                    + " endpoint " + name() + " (FreePBX: Codecs), media_encryption=no or"
                    + " media_encryption_optimistic=yes";
            case 408, 480, 500, 502, 503, 504, 603 -> "it cannot hand the call on to here: "
                    + reach();
            case 486, 600 -> "600 is busy: operation.most-calls here, Max Channels there";
            default -> compare();
        };
    }

    /** To a password that the PBX does not accept. */
    String password() {
        return "it does not accept user " + site.user() + " with the password of sip.accounts;"
                + " copy them from the auth of that endpoint (FreePBX: the Secret), and look"
                + " whether there is an endpoint " + site.user() + " at all";
    }

    private String unknown() {
        return "it does not know this address; match=" + site.ourHost()
                + " in an identify of the endpoint antiphon (FreePBX: Match (Permit)), then"
                + " pjsip show identifies";
    }

    /** To an address that may not come in. */
    String forbidden() {
        return "it does not let " + site.ourHost() + " in; look at type=acl in pjsip.conf, permit"
                + " and deny of the endpoint, and the firewall of FreePBX";
    }

    private String reach() {
        String there = site.ourHost() + ":" + site.ourPort();
        return switch (mode) {
            case EXTENSION, TRUNK -> "does pjsip show contacts list " + site.user() + " at " + there
                    + ", and does 600 dial it?";
            case PEER -> "is " + there + " the contact of its aor antiphon, does 600 dial it, and"
                    + " does sip.trunks here list the PBX in from?";
            case REGISTRAR -> "is " + there + " the contact of its aor antiphon, does 600 dial it,"
                    + " and does its outbound_auth have the password of sip.trunks?";
        };
    }

    private String compare() {
        return "compare with antiphon pbx without --verify, and look at the PBX's log (pjsip set"
                + " logger on)";
    }

    private String name() {
        return isSigned() ? site.user() : "antiphon";
    }
}
