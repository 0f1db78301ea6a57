package io.antiphon.dialogue.decide;

import io.antiphon.dialogue.campaign.Work;

/**
 * Work that the agent has done outside of the conversation while it waits. Whoever carries out a plan begins it, and
 * gives what comes of it back as {@link Input.WorkReturned}.
 *
 * @param number of this errand within the call; whatever comes back with another is out of date
 * @param work with all values filled in
 */
public record Errand(int number, Work work) {}
