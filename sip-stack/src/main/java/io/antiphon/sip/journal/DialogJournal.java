package io.antiphon.sip.journal;

import io.antiphon.sip.journal.OpenDialog.DialogId;
import java.util.List;

/** Remembers open dialogs beyond the end of the process. Called on the sip thread, so nothing may wait. */
public interface DialogJournal {

    /** Remembers nothing. */
    DialogJournal NONE = new DialogJournal() {
        @Override
        public List<OpenDialog> leftBehind() {
            return List.of();
        }

        @Override
        public void opened(OpenDialog dialog) {}

        @Override
        public void closed(DialogId dialog) {}
    };

    /** What an earlier process left open; each is {@linkplain #closed closed} once its BYE is answered or given up. */
    List<OpenDialog> leftBehind();

    /** A dialog is up, or has changed. */
    void opened(OpenDialog dialog);

    /** Nobody on the other side waits for this one any more. */
    void closed(DialogId dialog);
}
