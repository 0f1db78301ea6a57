package io.antiphon.cli.doctor;

import io.antiphon.sip.sdp.LocalMedia;
import io.antiphon.sip.sdp.PayloadFormat;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Collectors;

/** What sound the server offers: all of it is built in. */
final class CodecsCheck implements Check {

    private static final int ANY_PORT = 4_000;

    @Override
    public List<Finding> findings() {
        var offered = LocalMedia
                .telephone(new InetSocketAddress(InetAddress.getLoopbackAddress(), ANY_PORT));
        return List.of(Finding.ok("codecs", offered.formats()
                .stream()
                .map(PayloadFormat::encoding)
                .collect(Collectors.joining(", "))));
    }
}
