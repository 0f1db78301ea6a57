package io.antiphon.server;

import io.antiphon.server.call.Account;
import io.antiphon.server.call.House;
import io.antiphon.time.WallClock;

/**
 * One agent on a stage, in the place of all those of a configuration: a dialogue is rehearsed on the telephone.
 *
 * @param name under which it answers
 * @param account is told how its conversations go
 * @param wall what time it is for it
 */
public record Staging(String name, House.Agent agent, Account account, WallClock wall) {}
