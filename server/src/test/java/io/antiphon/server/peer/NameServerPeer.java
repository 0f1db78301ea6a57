package io.antiphon.server.peer;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.opentest4j.TestAbortedException;

/** A real name server on loopback, dnsmasq from Debian's package dnsmasq-base, that knows what a test tells it. */
final class NameServerPeer implements AutoCloseable {

    private final Process process;
    private final InetSocketAddress address;

    private NameServerPeer(Process process, InetSocketAddress address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Starts it.
     *
     * @param records dnsmasq's own options, such as {@code --srv-host=_sip._udp.lab.example,one.lab.example,5060,1,1}
     */
    static NameServerPeer start(Path folder, String... records) throws Exception {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), freePort());
        var line = new ArrayList<>(List.of("dnsmasq", "--keep-in-foreground", "--conf-file=",
                "--port=" + address.getPort(), "--listen-address=127.0.0.1", "--bind-interfaces",
                "--no-resolv", "--no-hosts", "--user=", "--pid-file="));
        line.addAll(Arrays.asList(records));
        Process process;
        try {
            process = new ProcessBuilder(line).redirectErrorStream(true)
                    .redirectOutput(folder.resolve("dnsmasq.log").toFile())
                    .start();
        } catch (IOException e) {
            throw new TestAbortedException(
                    "skipped, because dnsmasq is not installed: apt-get install dnsmasq-base", e);
        }
        while (isFree(address.getPort())) {
            // Nothing announces that it listens; its socket is there or not.
            if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
                throw new IOException("dnsmasq ended with " + process.exitValue());
            }
        }
        return new NameServerPeer(process, address);
    }

    private static int freePort() throws IOException {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean isFree(int port) {
        try (var socket = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    InetSocketAddress address() {
        return address;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
