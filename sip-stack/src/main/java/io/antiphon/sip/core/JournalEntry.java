package io.antiphon.sip.core;

import io.antiphon.sip.journal.OpenDialog;
import java.util.Optional;

/** What the journal knows of one dialog, so that it is told only what is new. Sip thread. */
final class JournalEntry {

    private final Core core;
    private final InDialog way;
    private Optional<OpenDialog> written = Optional.empty();
    private boolean goodbyeOnItsWay;

    JournalEntry(Core core, InDialog way) {
        this.core = core;
        this.way = way;
    }

    /** The dialog is up, or may lead elsewhere now. */
    void write() {
        if (way.dialog().getRemoteTarget() == null) {
            // An answer without Contact; there is nowhere to say BYE to.
            return;
        }
        core.wire.guarded(() -> {
            var now = way.openDialog();
            // Where the number of our last request is, whoever reads the journal leaves room for.
            boolean isKnown = written.filter(before -> before.withCseq(now.cseq()).equals(now))
                    .isPresent();
            if (!isKnown) {
                written = Optional.of(now);
                core.runtime.journal().opened(now);
            }
        });
    }

    /** The answer to our BYE decides, for without one the other side may know nothing of it. */
    void eraseLater() {
        goodbyeOnItsWay = true;
    }

    /** The call is over for us. */
    void over() {
        if (!goodbyeOnItsWay) {
            erase();
        }
    }

    /** The call is over for the other side, too. */
    void erase() {
        written.ifPresent(dialog -> core.runtime.journal().closed(dialog.id()));
        written = Optional.empty();
    }
}
