package io.antiphon.sip.core;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.sip.header.OptionTag;
import javax.sip.header.RequireHeader;
import javax.sip.header.SupportedHeader;
import javax.sip.message.Message;
import javax.sip.message.Request;

/** Option tags: what a message says of extensions, and which of them are ours. */
final class Extensions {

    static final String TIMER = "timer";
    /** RFC 3262. */
    static final String RELIABLE = "100rel";
    /** RFC 3891. */
    static final String REPLACES = "replaces";
    /** RFC 4488. */
    static final String NO_REFER_SUB = "norefersub";

    /** RFC 3327; a registrar's alone. */
    private static final String PATH = "path";

    /** What we say we can. */
    static final List<String> OURS = List.of(TIMER, RELIABLE, REPLACES, NO_REFER_SUB);

    private Extensions() {}

    static boolean supports(Message message, String option) {
        return tags(message, SupportedHeader.NAME).contains(option);
    }

    static boolean requires(Message message, String option) {
        return tags(message, RequireHeader.NAME).contains(option);
    }

    /** What is required of us that we do not have. */
    static List<String> unknown(Request request) {
        var required = new ArrayList<>(tags(request, RequireHeader.NAME));
        required.removeAll(OURS);
        if (request.getMethod().equals(Request.REGISTER)) {
            required.remove(PATH);
        }
        return required;
    }

    private static List<String> tags(Message message, String header) {
        var tags = new ArrayList<String>();
        Iterator<?> headers = message.getHeaders(header);
        while (headers.hasNext()) {
            if (headers.next() instanceof OptionTag tag && tag.getOptionTag() != null) {
                tags.add(tag.getOptionTag());
            }
        }
        return tags;
    }
}
