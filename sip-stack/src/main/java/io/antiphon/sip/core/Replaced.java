package io.antiphon.sip.core;

import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.message.SIPRequest;
import io.antiphon.call.CallId;
import java.util.Locale;
import javax.sip.DialogState;

/** Whose place an INVITE of theirs wants to take (RFC 3891, section 3). */
sealed interface Replaced {

    /** It wants nobody's. */
    record None() implements Replaced {}

    /** That of a call that is up. */
    record Call(CallId id, DialogOwner owner) implements Replaced {}

    /** That of nobody who could be replaced. */
    record Refused(int status, String reason) implements Replaced {}

    static Replaced by(Core core, SIPRequest invite) {
        var written = new InviteFacts(invite).header("Replaces");
        if (written.isEmpty()) {
            return new None();
        }
        String value = written.get();
        String callId = value.split(";", 2)[0].strip();
        String ours = tag(value, "to-tag");
        String theirs = tag(value, "from-tag");
        if (callId.isEmpty() || ours.isEmpty() || theirs.isEmpty()) {
            return new Refused(400, "Replaces not understood");
        }
        var stack = (SipStackImpl) core.provider().getSipStack();
        var dialog = stack
                .getDialog((callId + ":" + ours + ":" + theirs).toLowerCase(Locale.ROOT));
        if (dialog == null || !(dialog.getApplicationData() instanceof DialogOwner owner)) {
            return new Refused(481, "Call/Transaction Does Not Exist");
        }
        if (DialogState.TERMINATED.equals(dialog.getState())) {
            return new Refused(603, "Decline");
        }
        if (!DialogState.CONFIRMED.equals(dialog.getState())) {
            // Those that ring here may not be replaced, and those that ring elsewhere we do not give away.
            return new Refused(481, "Call/Transaction Does Not Exist");
        }
        return value.toLowerCase(Locale.ROOT).contains(";early-only")
                ? new Refused(486, "Busy Here")
                : new Call(new CallId(dialog.getCallId().getCallId()), owner);
    }

    private static String tag(String value, String name) {
        for (var part : value.split(";", -1)) {
            var pair = part.split("=", 2);
            if (pair.length == 2 && pair[0].strip().equalsIgnoreCase(name)) {
                return pair[1].strip();
            }
        }
        return "";
    }
}
