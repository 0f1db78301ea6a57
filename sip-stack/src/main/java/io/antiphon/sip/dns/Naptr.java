package io.antiphon.sip.dns;

import io.antiphon.sip.Transport;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.dns.DefaultDnsRecordDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Which transport a domain wants (RFC 3403, RFC 3263 section 4.1). */
record Naptr(int order, int preference, String flags, String service, String replacement) {

    static final Comparator<Naptr> BEST_FIRST = Comparator.comparingInt(Naptr::order)
            .thenComparingInt(Naptr::preference);

    static Naptr read(ByteBuf data) {
        int order = data.readUnsignedShort();
        int preference = data.readUnsignedShort();
        String flags = text(data);
        String service = text(data);
        // The expression is for telephone numbers (RFC 6116); for SIP there is a replacement.
        text(data);
        return new Naptr(order, preference, flags, service,
                DefaultDnsRecordDecoder.decodeName(data));
    }

    private static String text(ByteBuf data) {
        return data.readCharSequence(data.readUnsignedByte(), StandardCharsets.ISO_8859_1)
                .toString()
                .toUpperCase(Locale.ROOT);
    }

    /** The transport, if this leads to SRV records of one that we know. */
    Optional<Transport> transport() {
        if (!flags.equals("S")) {
            return Optional.empty();
        }
        return switch (service) {
            case "SIP+D2U" -> Optional.of(Transport.UDP);
            case "SIP+D2T" -> Optional.of(Transport.TCP);
            case "SIPS+D2T" -> Optional.of(Transport.TLS);
            default -> Optional.empty();
        };
    }
}
