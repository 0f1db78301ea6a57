package io.antiphon.cli.doctor;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Whether the ports for SIP and sound are free. */
final class PortsCheck implements Check {

    private static final Pattern ADDRESS = Pattern.compile("(udp|tcp):(.+):(\\d{1,5})");

    private final List<String> listen;
    private final int firstRtpPort;
    private final int lastRtpPort;

    PortsCheck(List<String> listen, int firstRtpPort, int lastRtpPort) {
        this.listen = listen;
        this.firstRtpPort = firstRtpPort;
        this.lastRtpPort = lastRtpPort;
    }

    @Override
    public List<Finding> findings() {
        var findings = new ArrayList<Finding>();
        listen.forEach(address -> findings.add(sip(address)));
        findings.add(rtp());
        return findings;
    }

    private static Finding sip(String address) {
        var subject = "SIP port";
        var matcher = ADDRESS.matcher(address);
        if (!matcher.matches()) {
            return Finding.failure(subject, address, "an address is written udp:0.0.0.0:5060");
        }
        try {
            var at = new InetSocketAddress(InetAddress.ofLiteral(matcher.group(2)),
                    Integer.parseInt(matcher.group(3)));
            probe(matcher.group(1), at);
            return Finding.ok(subject, address + " is free");
        } catch (IOException | IllegalArgumentException e) {
            return Finding.failure(subject, address + ": " + e.getMessage(),
                    "another program has it (ss -lntup shows which), or the address is not of this machine; "
                            + "choose another with --listen");
        }
    }

    private static void probe(String transport, InetSocketAddress at) throws IOException {
        if (transport.equals("udp")) {
            new DatagramSocket(at).close();
            return;
        }
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(at);
        }
    }

    private Finding rtp() {
        int free = 0;
        int pairs = 0;
        for (int port = (firstRtpPort + 1) & ~1; port + 1 <= lastRtpPort; port += 2) {
            pairs++;
            if (isFree(port) && isFree(port + 1)) {
                free++;
            }
        }
        var detail = free + " of " + pairs + " pairs from " + firstRtpPort + " to " + lastRtpPort
                + " are free";
        if (free == 0) {
            return Finding.failure("RTP ports", detail, "choose others with --rtp-ports");
        }
        return free * 2 >= pairs
                ? Finding.ok("RTP ports", detail)
                : Finding.warning("RTP ports", detail,
                        "each call takes a pair; choose others with --rtp-ports");
    }

    private static boolean isFree(int port) {
        try (var socket = new DatagramSocket(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
