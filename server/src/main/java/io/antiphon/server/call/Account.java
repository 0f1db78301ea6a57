package io.antiphon.server.call;

import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.report.Minutes;

/** Whoever keeps account of conversations. Told by the call's thread, which does not wait for it. */
public interface Account {

    /** Nobody does. */
    Account NONE = new Account() {

        @Override
        public void begins(String call, CampaignTemplate template) {
            // Nobody wants to know.
        }

        @Override
        public void soFar(Minutes minutes) {
            // Nobody wants to know.
        }

        @Override
        public void over(Minutes minutes) {
            // Nobody wants to know.
        }
    };

    /** A conversation begins; {@link #over} follows. */
    void begins(String call, CampaignTemplate template);

    /** A conversation has gone on. */
    void soFar(Minutes minutes);

    /** A conversation has come to its end, once. */
    void over(Minutes minutes);
}
