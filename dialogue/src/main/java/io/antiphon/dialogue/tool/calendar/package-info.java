/** Knows a calendar file: what is free by its rules, what is booked, and how a booking gets in and out. */
@NullMarked
package io.antiphon.dialogue.tool.calendar;

import org.jspecify.annotations.NullMarked;
