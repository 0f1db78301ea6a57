package io.antiphon.server.admin;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.antiphon.server.call.Briefing;
import io.antiphon.server.dial.DialRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what {@code POST /calls} brings; whatever is wrong with it names its field. */
final class CallRequestReader {

    private static final int BAD_REQUEST = 400;
    private static final List<String> FIELDS = List.of("to", "agent", "account", "from",
            "ringSeconds", "fields", "headers");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private CallRequestReader() {}

    static DialRequest read(String body) throws Problem {
        var json = parse(body);
        var unknown = json.properties()
                .stream()
                .map(Map.Entry::getKey)
                .filter(name -> !FIELDS.contains(name))
                .findFirst();
        if (unknown.isPresent()) {
            throw wrong(unknown.get(), "unknown; expected " + String.join(", ", FIELDS));
        }
        var briefing = new Briefing(required(json, "agent"), texts(json, "fields"));
        return new DialRequest(required(json, "to"), briefing, text(json, "account"),
                text(json, "from"), ring(json), texts(json, "headers"));
    }

    private static JsonNode parse(String body) throws Problem {
        try {
            var json = JSON.readTree(body);
            if (json.isObject()) {
                return json;
            }
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw wrong("", "the body is no JSON: line " + (at == null ? 0 : at.getLineNr())
                    + ", column " + (at == null ? 0 : at.getColumnNr()));
        }
        throw wrong("", "expected a JSON object such as"
                + " {\"to\": \"sip:200@pbx\", \"agent\": \"front-desk\"}");
    }

    private static String required(JsonNode json, String field) throws Problem {
        return text(json, field).orElseThrow(() -> wrong(field, "missing"));
    }

    private static Optional<String> text(JsonNode json, String field) throws Problem {
        var value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw wrong(field, "expected a text that is not empty");
        }
        return Optional.of(value.textValue());
    }

    private static Duration ring(JsonNode json) throws Problem {
        var value = json.path("ringSeconds");
        if (value.isMissingNode() || value.isNull()) {
            return DialRequest.USUAL_RING;
        }
        if (!value.isInt()) {
            throw wrong("ringSeconds", "expected a whole number");
        }
        return Duration.ofSeconds(value.intValue());
    }

    private static Map<String, String> texts(JsonNode json, String field) throws Problem {
        var value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Map.of();
        }
        var texts = new LinkedHashMap<String, String>();
        for (var each : value.properties()) {
            if (!each.getValue().isTextual()) {
                throw wrong(field + "." + each.getKey(), "expected a text");
            }
            texts.put(each.getKey(), each.getValue().textValue());
        }
        if (!value.isObject()) {
            throw wrong(field, "expected an object of texts");
        }
        return texts;
    }

    private static Problem wrong(String field, String detail) {
        return new Problem(BAD_REQUEST, field, detail);
    }
}
