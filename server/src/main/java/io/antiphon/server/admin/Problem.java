package io.antiphon.server.admin;

import java.util.LinkedHashMap;
import java.util.Map;

/** Why a request was not carried out; becomes {@code application/problem+json} (RFC 9457). */
final class Problem extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String field;

    /**
     * A problem.
     *
     * @param field the part of the request that is to blame, empty where none is
     * @param detail what is wrong, and what was expected or is to be done
     */
    Problem(int status, String field, String detail) {
        super(detail);
        this.status = status;
        this.field = field;
    }

    int status() {
        return status;
    }

    Map<String, Object> json() {
        var json = new LinkedHashMap<String, Object>();
        json.put("title", title());
        json.put("status", status);
        if (!field.isEmpty()) {
            json.put("field", field);
        }
        json.put("detail", String.valueOf(getMessage()));
        return json;
    }

    private String title() {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 413 -> "Content Too Large";
            case 415 -> "Unsupported Media Type";
            case 503 -> "Service Unavailable";
            default -> "Internal Server Error";
        };
    }
}
