package io.antiphon.dialogue.campaign;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * X- headers that a template puts on the call's signalling, by name; {@code {field}} in a value is filled in.
 */
public record Headers(Map<String, String> values) {

    public static final Headers NONE = new Headers(Map.of());

    private static final Pattern NAME = Pattern.compile("[Xx]-[A-Za-z0-9-]{1,60}");

    public Headers {
        values = Map.copyOf(values);
        values.keySet().forEach(name -> {
            if (!isName(name)) {
                throw new IllegalArgumentException("a header of ours is called X-..., not " + name);
            }
        });
    }

    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** These over those. */
    public Headers over(Headers others) {
        var all = new LinkedHashMap<>(others.values);
        all.putAll(values);
        return new Headers(all);
    }

    /** Filled in by what is known; a header that mentions something unknown is left out. */
    public Headers filled(Map<String, String> known) {
        var filled = new LinkedHashMap<String, String>();
        values.forEach((name, line) -> Script.filled(line, known)
                .ifPresent(value -> filled.put(name, value)));
        return new Headers(filled);
    }
}
