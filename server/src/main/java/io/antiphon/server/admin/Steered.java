package io.antiphon.server.admin;

import io.antiphon.call.CallId;
import io.antiphon.server.call.CallBook;
import io.antiphon.server.dial.DialAnswer;
import io.antiphon.server.dial.DialRequest;
import io.antiphon.server.metrics.Meters;
import io.antiphon.sip.account.Registration;
import io.antiphon.sip.trunk.TrunkStatus;
import java.util.List;

/** What is watched and steered: the server. Every method may be called from any thread and returns at once. */
public interface Steered {

    DialAnswer dial(DialRequest request);

    /** Has a call end; answers whether there is one of that name. */
    boolean hangUp(CallId id);

    CallBook book();

    /** The accounts, in the order of the configuration. */
    List<Registration> accounts();

    /** The trunks, in the order of the configuration. */
    List<TrunkStatus> trunks();

    /** Calls at this moment. */
    int calls();

    /** All that is counted, in the form that the header Accept asks for. */
    Meters.Page metrics(String accepted);

    /** Whether it takes no more calls. */
    boolean isDraining();
}
