package io.antiphon.server.admin;

import io.antiphon.call.CallId;
import io.antiphon.server.call.CallBook;
import io.antiphon.server.dial.DialAnswer;
import io.antiphon.server.dial.DialRequest;
import io.antiphon.server.metrics.Meters;
import io.antiphon.sip.account.Registration;
import io.antiphon.sip.trunk.TrunkStatus;
import java.util.ArrayList;
import java.util.List;

/** A server that has no calls but those that the test writes into its book. */
final class ScriptedServer implements Steered {

    final Meters meters = new Meters();
    final CallBook book = new CallBook(2, System::nanoTime);
    final List<DialRequest> requests = new ArrayList<>();
    final List<CallId> hungUp = new ArrayList<>();
    DialAnswer answer = new DialAnswer.Refused(DialAnswer.Kind.BUSY, "", "nobody is here");
    List<TrunkStatus> trunks = List.of();
    boolean isDraining;

    @Override
    public DialAnswer dial(DialRequest request) {
        requests.add(request);
        return answer;
    }

    @Override
    public boolean hangUp(CallId id) {
        return hungUp.add(id);
    }

    @Override
    public CallBook book() {
        return book;
    }

    @Override
    public List<Registration> accounts() {
        return List.of();
    }

    @Override
    public List<TrunkStatus> trunks() {
        return trunks;
    }

    @Override
    public int calls() {
        return book.all().size();
    }

    @Override
    public Meters.Page metrics(String accepted) {
        return meters.page(accepted);
    }

    @Override
    public boolean isDraining() {
        return isDraining;
    }
}
