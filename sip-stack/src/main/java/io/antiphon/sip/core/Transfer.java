package io.antiphon.sip.core;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.antiphon.time.Timers;
import java.util.Locale;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;
import javax.sip.message.Request;

/**
 * A transfer that we ask for (RFC 3515; RFC 5589, sections 6 and 7): REFER, and then NOTIFYs that tell in the
 * first line of a response how the other call fares. Ends once, with a final status. Sip thread.
 */
final class Transfer {

    /** As long as a telephone may ring, and a little more. */
    private static final long PATIENCE_NS = SECONDS.toNanos(200);

    private static final Pattern STATUS_LINE = Pattern.compile("^SIP/2\\.0 ([1-6]\\d\\d)\\b");

    private final Core core;
    private final InDialog way;
    private final IntConsumer outcome;
    private Timers.Timer patience = () -> {};
    private boolean over;

    Transfer(Core core, InDialog way, IntConsumer outcome) {
        this.core = core;
        this.way = way;
        this.outcome = outcome;
    }

    void ask(ReferTo target) {
        patience = core.timers.after(PATIENCE_NS, () -> end(408));
        try {
            var request = way.request(Request.REFER);
            // What is not a sip: URI is refused here.
            core.messages.sipUri(target.target());
            core.messages.header(request, "Refer-To", target.written());
            core.messages.header(request, "Referred-By",
                    "<" + way.dialog().getLocalParty().getURI() + ">");
            core.messages.allow(request);
            way.send(request, (status, _) -> {
                // 202, or 200 of those who know RFC 7647: the news follow.
                if (status / 100 != 2) {
                    end(status);
                }
            });
        } catch (Exception notSent) {
            end(400);
        }
    }

    /** A NOTIFY of the call; of this, if it carries a status line. */
    void notified(Request request) {
        boolean isOurs = String.valueOf(request.getHeader("Event"))
                .toLowerCase(Locale.ROOT)
                .contains("refer");
        var line = STATUS_LINE.matcher(Messages.content(request).orElse(""));
        if (isOurs && line.find()) {
            int status = Integer.parseInt(line.group(1));
            if (status >= 200) {
                end(status);
            }
        }
    }

    /** The call is over; nobody is told any more. */
    void giveUp() {
        over = true;
        patience.cancel();
    }

    private void end(int status) {
        if (!over) {
            giveUp();
            core.wire.guarded(() -> outcome.accept(status));
        }
    }
}
