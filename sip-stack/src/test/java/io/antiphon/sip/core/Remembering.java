package io.antiphon.sip.core;

import io.antiphon.sip.journal.DialogJournal;
import io.antiphon.sip.journal.OpenDialog;
import io.antiphon.sip.journal.OpenDialog.DialogId;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A journal that a test reads. */
final class Remembering implements DialogJournal {

    private final List<OpenDialog> leftBehind;
    private final LinkedBlockingQueue<OpenDialog> opened = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<DialogId> closed = new LinkedBlockingQueue<>();

    Remembering(OpenDialog... leftBehind) {
        this.leftBehind = List.of(leftBehind);
    }

    @Override
    public List<OpenDialog> leftBehind() {
        return leftBehind;
    }

    @Override
    public void opened(OpenDialog dialog) {
        opened.add(dialog);
    }

    @Override
    public void closed(DialogId dialog) {
        closed.add(dialog);
    }

    OpenDialog nextOpened() throws InterruptedException {
        return next(opened);
    }

    DialogId nextClosed() throws InterruptedException {
        return next(closed);
    }

    boolean isUpToDate() {
        return opened.isEmpty() && closed.isEmpty();
    }

    private static <T> T next(LinkedBlockingQueue<T> queue) throws InterruptedException {
        var next = queue.poll(10, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("the journal was told nothing");
        }
        return next;
    }
}
