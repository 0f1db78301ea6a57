package io.antiphon.dialogue.tool.spec;

import java.net.URI;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tools that come with the house. Files are relative to the template's folder, or absolute. */
public sealed interface BuiltIn {

    /**
     * Hands the caller on.
     *
     * @param targets SIP address of each place that may be named
     * @param announcement what whoever answers there is told first, with {@code {field}} where a value belongs; nothing:
     *            the caller is handed on without a word
     */
    record Transfer(Map<String, String> targets, List<String> announcement)
            implements
                BuiltIn {}

    /** Ends the call. */
    record HangUp() implements BuiltIn {}

    /** Presses keys. */
    record SendDigits() implements BuiltIn {}

    /** Notes that somebody is to be called back. */
    record Callback(Optional<URI> webhook) implements BuiltIn {}

    /** Notes something to be dealt with. */
    record Ticket(Optional<URI> webhook) implements BuiltIn {}

    /**
     * Sends an e-mail.
     *
     * @param server {@code smtp://host:port}, {@code smtps://host:port}
     * @param to who may be written to; empty where the argument {@code to} says it
     * @param login nothing where the server asks for none
     */
    record Email(URI server, String from, List<String> to, Optional<Login> login)
            implements
                BuiltIn {

        /** Who we are there. */
        public record Login(String user, Secret password) {}
    }

    /**
     * Appointments in a calendar file.
     *
     * @param deed whether slots are looked for, booked, or given back
     */
    record Slots(Deed deed, Path file, Hours hours) implements BuiltIn {

        /** What is done with a slot. */
        public enum Deed {
            FIND,
            BOOK,
            CANCEL
        }
    }

    /**
     * When appointments may be.
     *
     * @param open from and until, on each day that has any
     * @param slot how long one lasts
     * @param notice how long from now the first may be
     * @param horizon how far ahead one may look
     */
    record Hours(ZoneId zone, Map<DayOfWeek, List<Span>> open, Duration slot, Duration notice,
            Duration horizon) {

        /** Never. */
        public static final Hours NONE = new Hours(ZoneOffset.UTC, Map.of(), Duration.ofMinutes(30),
                Duration.ZERO, Duration.ZERO);

        /** Part of a day. */
        public record Span(LocalTime from, LocalTime until) {}
    }

    /**
     * Who a caller is: the record of a CSV or JSON file whose key the argument matches.
     *
     * @param keys the columns that may be asked for
     */
    record Lookup(Path file, List<String> keys) implements BuiltIn {}

    /** What the template's documents say. */
    record Search() implements BuiltIn {}
}
