package io.antiphon.server.admin;

import io.antiphon.server.call.CallView;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes a call as {@code docs/api.md} has it. */
final class CallJson {

    private CallJson() {}

    static Map<String, Object> of(CallView call) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", call.id().value());
        json.put("direction", call.isOutgoing() ? "out" : "in");
        json.put("agent", call.agent());
        json.put(call.isOutgoing() ? "to" : "from", call.other());
        json.put("state", call.state().word());
        json.put("version", call.version());
        json.put("began", call.began().toString());
        call.answered().ifPresent(at -> json.put("answered", at.toString()));
        call.ending().ifPresent(ending -> {
            json.put("ended", ending.at().toString());
            json.put("cause", ending.cause().word());
            json.put("reason", ending.reason());
            if (ending.status() > 0) {
                json.put("status", ending.status());
            }
            if (ending.q850() > 0) {
                json.put("q850", ending.q850());
            }
            if (ending.retryAfterSeconds() > 0) {
                json.put("retryAfterSeconds", ending.retryAfterSeconds());
            }
        });
        return json;
    }
}
