package io.antiphon.server.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.antiphon.sip.account.Credentials;
import io.antiphon.sip.journal.OpenDialog;
import io.antiphon.sip.journal.OpenDialog.DialogId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One line of the journal: {@code {"open": …}} or {@code {"closed": …}}. */
sealed interface Line {

    /** A dialog is up, or has changed, or is still up at that time. */
    record Open(OpenDialog dialog, Instant at) implements Line {}

    /** A dialog is over. */
    record Closed(DialogId id) implements Line {}

    /** What goes into the file. A password never does: only whose it is. */
    default Map<String, Object> fields() {
        return switch (this) {
            case Open(var dialog, var at) -> Map.of("open", fields(dialog, at));
            case Closed(var id) -> Map.of("closed", fields(id));
        };
    }

    private static Map<String, Object> fields(OpenDialog dialog, Instant at) {
        var fields = fields(dialog.id());
        fields.put("local-uri", dialog.localUri());
        fields.put("remote-uri", dialog.remoteUri());
        fields.put("target", dialog.target());
        fields.put("routes", dialog.routes());
        fields.put("cseq", dialog.cseq());
        fields.put("transport", dialog.transport());
        fields.put("source-host", dialog.source().getAddress().getHostAddress());
        // For TLS: the name that its certificate was checked for.
        fields.put("source-name", dialog.source().getHostString());
        fields.put("source-port", dialog.source().getPort());
        dialog.credentials().ifPresent(known -> fields.put("login", known.user()));
        fields.put("at", at.toEpochMilli());
        return fields;
    }

    private static Map<String, Object> fields(DialogId id) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("call-id", id.callId());
        fields.put("local-tag", id.localTag());
        fields.put("remote-tag", id.remoteTag());
        return fields;
    }

    /**
     * Reads what {@link #fields} wrote.
     *
     * @param logins finds the password again
     * @throws IOException if this is no line of ours, or only half of one
     */
    static Line read(String text, ObjectMapper json, Function<String, Optional<Credentials>> logins)
            throws IOException {
        var line = json.readTree(text);
        try {
            return line.has("open")
                    ? open(line.get("open"), logins)
                    : new Closed(id(line.required("closed")));
        } catch (RuntimeException nonsense) {
            throw new IOException("not a line of the journal", nonsense);
        }
    }

    private static Open open(JsonNode fields, Function<String, Optional<Credentials>> logins)
            throws IOException {
        List<String> routes = new ArrayList<>();
        fields.required("routes").forEach(route -> routes.add(route.asText()));
        var address = InetAddress.ofLiteral(text(fields, "source-host"));
        var source = new InetSocketAddress(
                InetAddress.getByAddress(text(fields, "source-name"), address.getAddress()),
                (int) number(fields, "source-port"));
        var dialog = new OpenDialog(id(fields), text(fields, "local-uri"),
                text(fields, "remote-uri"), text(fields, "target"), routes,
                number(fields, "cseq"), text(fields, "transport"), source,
                Optional.ofNullable(fields.get("login"))
                        .flatMap(login -> logins.apply(login.asText())));
        return new Open(dialog, Instant.ofEpochMilli(number(fields, "at")));
    }

    private static DialogId id(JsonNode fields) {
        return new DialogId(text(fields, "call-id"), text(fields, "local-tag"),
                text(fields, "remote-tag"));
    }

    private static String text(JsonNode fields, String name) {
        var value = fields.required(name);
        if (!value.isTextual()) {
            throw new IllegalArgumentException(name);
        }
        return value.asText();
    }

    private static long number(JsonNode fields, String name) {
        var value = fields.required(name);
        if (!value.isIntegralNumber()) {
            throw new IllegalArgumentException(name);
        }
        return value.asLong();
    }
}
