package io.antiphon.server.call;

import io.antiphon.call.CallId;
import io.antiphon.dialogue.campaign.Facts;
import io.antiphon.media.MediaListener;
import io.antiphon.own.Owner;

/** What a call lends to the {@link Party} that joins it. */
record Desk(CallId id, CallMailbox mailbox, Owner owner, Story story, MediaListener mediaListener,
        Facts facts) {}
