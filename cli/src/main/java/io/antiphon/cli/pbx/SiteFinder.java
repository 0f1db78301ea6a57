package io.antiphon.cli.pbx;

import io.antiphon.cli.terminal.Exit;
import io.antiphon.cli.terminal.Trouble;
import io.antiphon.server.config.ServerConfig;
import io.antiphon.server.pbx.Mode;
import io.antiphon.server.pbx.Site;
import io.antiphon.sip.IpLiteral;
import io.antiphon.sip.ListenAddress;
import io.antiphon.sip.Transport;
import io.antiphon.sip.account.Account;
import io.antiphon.sip.trunk.Trunk;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Fills in a {@link Site} from the configuration, as far as that says it, and from what is usual. */
record SiteFinder(ServerConfig config, Mode mode, Optional<String> pbx) {

    private static final int SIP_PORT = 5_060;
    private static final String SECRET = "PUT-A-LONG-SECRET-HERE";

    Site site() {
        String there = pbx.or(this::configuredPbx)
                .orElseThrow(() -> new Trouble(Exit.USAGE,
                        "where is the PBX? Say --pbx 192.0.2.1, or --pbx 192.0.2.1:5060"));
        String host = host(there);
        var listening = listening(config);
        String us = config.sip().advertised().orElseGet(() -> ours(listening.host(), host));
        return new Site(us, listening.port(), host, port(there), user(), secret());
    }

    /** Where the server hears SIP over UDP. */
    static ListenAddress listening(ServerConfig config) {
        return config.sip()
                .listen()
                .stream()
                .map(ListenAddress::parse)
                .filter(address -> address.transport() == Transport.UDP)
                .findFirst()
                .orElseThrow(() -> new Trouble(Exit.USAGE,
                        "sip.listen has no address for UDP, which these settings are for"));
    }

    private Optional<String> configuredPbx() {
        return mode == Mode.EXTENSION || mode == Mode.TRUNK
                ? account().map(account -> account.registrar()
                        .replaceFirst("(?i)^sips?:", "")
                        .replaceFirst(";.*", ""))
                : trunk().flatMap(Trunk::address)
                        .map(uri -> uri.replaceFirst("(?i)^sips?:", "").replaceFirst(";.*", ""))
                        .or(() -> trunk().flatMap(known -> known.from().stream().findFirst())
                                .map(network -> network.base().getHostAddress()));
    }

    private Optional<Account> account() {
        return config.sip().accounts().stream().findFirst();
    }

    private Optional<Trunk> trunk() {
        return config.sip().admission().trunks().stream().findFirst();
    }

    private String user() {
        return switch (mode) {
            case EXTENSION -> account().map(Account::user).orElse("601");
            case TRUNK -> account().map(Account::user).orElse("antiphon");
            case PEER -> "";
            case REGISTRAR -> trunk().flatMap(Trunk::credentials)
                    .map(known -> known.user())
                    .orElse("pbx");
        };
    }

    /** That of the configuration, for whoever may read that may know it; else one to be replaced. */
    private String secret() {
        return switch (mode) {
            case EXTENSION, TRUNK -> account().map(known -> known.credentials().password())
                    .orElse(SECRET);
            case PEER -> "";
            case REGISTRAR -> trunk().flatMap(Trunk::credentials)
                    .map(known -> known.password())
                    .orElse(SECRET);
        };
    }

    private static String host(String written) {
        return written.startsWith("[")
                ? written.substring(0, written.indexOf(']') + 1)
                : written.split(":", 2)[0];
    }

    private static int port(String written) {
        String rest = written.substring(host(written).length());
        if (rest.isEmpty()) {
            return SIP_PORT;
        }
        if (!rest.matches(":\\d{1,5}")) {
            throw new Trouble(Exit.USAGE, "a PBX is written 192.0.2.1, pbx.example.com or"
                    + " 192.0.2.1:5060, not " + written);
        }
        return Integer.parseInt(rest.substring(1));
    }

    /** The address listened on; where that is any, the one from which the PBX is reached. */
    private static String ours(String listening, String pbx) {
        if (IpLiteral.parse(listening)
                .filter(address -> !address.isAnyLocalAddress())
                .isPresent()) {
            return listening;
        }
        // Connecting a datagram socket sends nothing; it only asks the routing table.
        try (var socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(InetAddress.getAllByName(pbx)[0], SIP_PORT));
            return socket.getLocalAddress().getHostAddress();
        } catch (IOException e) {
            throw new Trouble(Exit.MACHINE, "there is no way from here to " + pbx, e);
        }
    }
}
