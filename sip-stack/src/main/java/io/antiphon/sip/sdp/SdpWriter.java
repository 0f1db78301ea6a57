package io.antiphon.sip.sdp;

/** Writes descriptions. */
final class SdpWriter {

    private SdpWriter() {}

    static String write(SessionDescription sdp) {
        var out = new StringBuilder(512);
        var origin = sdp.origin();
        line(out, "v=0");
        line(out, "o=" + origin.user() + " " + origin.sessionId() + " " + origin.version() + " IN "
                + address(origin.address()));
        line(out, "s=-");
        sdp.connection().ifPresent(host -> line(out, "c=IN " + address(host)));
        line(out, "t=0 0");
        sdp.direction().ifPresent(direction -> line(out, "a=" + direction.word()));
        for (var medium : sdp.media()) {
            write(out, medium);
        }
        return out.toString();
    }

    private static void write(StringBuilder out, MediaDescription medium) {
        line(out, "m=" + medium.type() + " " + medium.port() + " " + medium.protocol() + " "
                + String.join(" ", medium.formats()));
        medium.connection().ifPresent(host -> line(out, "c=IN " + address(host)));
        for (var format : medium.payloads()) {
            line(out, "a=rtpmap:" + format.pt() + " " + format.encoding() + "/" + format.clockRate()
                    + (format.channels() == 1 ? "" : "/" + format.channels()));
            format.fmtp().ifPresent(fmtp -> line(out, "a=fmtp:" + format.pt() + " " + fmtp));
        }
        medium.rtcp()
                .ifPresent(rtcp -> line(out, "a=rtcp:" + rtcp.port()
                        + rtcp.address().map(host -> " IN " + address(host)).orElse("")));
        medium.ptimeMs().ifPresent(ms -> line(out, "a=ptime:" + ms));
        medium.maxPtimeMs().ifPresent(ms -> line(out, "a=maxptime:" + ms));
        medium.direction().ifPresent(direction -> line(out, "a=" + direction.word()));
        if (medium.rtcpMux()) {
            line(out, "a=rtcp-mux");
        }
        medium.dtls().ifPresent(dtls -> {
            line(out, "a=fingerprint:" + dtls.certificate().write());
            line(out, "a=setup:" + dtls.setup().word());
        });
        medium.crypto().forEach(crypto -> line(out, "a=crypto:" + crypto.write()));
    }

    private static String address(String host) {
        return (host.indexOf(':') >= 0 ? "IP6 " : "IP4 ") + host;
    }

    private static void line(StringBuilder out, String line) {
        out.append(line).append("\r\n");
    }
}
