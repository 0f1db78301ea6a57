package io.antiphon.server.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.opentest4j.TestAbortedException;

/**
 * A telephone for one call: baresip, from Debian's package baresip-core. It says what is in a WAV file and tells
 * at the end what it heard.
 */
final class BaresipPeer {

    private static final List<Path> MODULES = List.of(Path.of("/usr/lib/baresip/modules"),
            Path.of("/usr/lib/x86_64-linux-gnu/baresip/modules"));

    private BaresipPeer() {}

    /**
     * Calls, stays for so many seconds and hangs up; answers what it printed.
     *
     * @param account what stands behind the account's address, such as {@code ;mediaenc=srtp}
     */
    static String calls(Path folder, InetSocketAddress server, String user, String account,
            Path says, int seconds) throws Exception {
        var modules = MODULES.stream()
                .filter(Files::isDirectory)
                .findFirst()
                .orElseThrow(() -> new TestAbortedException(
                        "skipped, because there is no baresip: apt-get install baresip-core"));
        var home = Files.createDirectories(folder.resolve("baresip"));
        Files.writeString(home.resolve("config"), """
                poll_method epoll
                sip_listen 127.0.0.1:0
                audio_source aufile,%s
                audio_player aufile,none
                rtp_ports 32000-32099
                module_path %s
                module g711.so
                module aufile.so
                module srtp.so
                module_tmp uuid.so
                module_tmp account.so
                module_app menu.so
                """.formatted(says, modules));
        Files.writeString(home.resolve("accounts"),
                "<sip:caller@127.0.0.1>;regint=0;audio_codecs=PCMU" + account + "\n");
        Files.createFile(home.resolve("contacts"));
        var baresip = new ProcessBuilder("baresip", "-4", "-f", home.toString(), "-t",
                Integer.toString(seconds), "-e",
                "/dial sip:" + user + "@127.0.0.1:" + server.getPort())
                .redirectErrorStream(true)
                .start();
        baresip.getOutputStream().close();
        String printed = new String(baresip.getInputStream().readAllBytes(), UTF_8);
        if (!baresip.waitFor(seconds + 10, TimeUnit.SECONDS)) {
            baresip.destroyForcibly().waitFor();
        }
        if (printed.contains("could not get network address")) {
            throw new TestAbortedException(
                    "skipped, because baresip wants another network than loopback");
        }
        return printed;
    }
}
