package io.antiphon.server.load;

/**
 * What was measured.
 *
 * @param lateShare of the frames that were due in the last seconds, how many went out more than 5 ms late or never
 * @param processor how much of the machine's processors this process uses, from 0 to 1
 * @param sipLagNs by how much the sip thread was late in the last second
 */
record Load(double lateShare, double processor, long sipLagNs) {}
