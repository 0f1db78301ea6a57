package io.antiphon.sip.core;

import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import javax.sip.message.Message;

/** X- headers of the application that go on the messages of a call. Immutable. */
record ExtraHeaders(Map<String, String> values) {

    static final ExtraHeaders NONE = new ExtraHeaders(Map.of());

    private static final Pattern NAME = Pattern.compile("[Xx]-[A-Za-z0-9-]{1,60}");
    private static final int MOST = 16;
    private static final int LONGEST = 256;

    /** Refuses names that are none of ours to give; makes every value fit for one line. */
    static ExtraHeaders of(Map<String, String> values) {
        if (values.size() > MOST) {
            throw new IllegalArgumentException(
                    "a call carries at most " + MOST + " extra headers, not " + values.size());
        }
        var fit = new LinkedHashMap<String, String>();
        values.forEach((name, value) -> {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "an extra header is called X-..., of letters, digits and -, not " + name);
            }
            fit.put(name, NameAddr.oneLine(value.strip(), LONGEST));
        });
        return new ExtraHeaders(fit);
    }

    void on(Messages messages, Message message) throws ParseException {
        for (var each : values.entrySet()) {
            messages.header(message, each.getKey(), each.getValue());
        }
    }
}
