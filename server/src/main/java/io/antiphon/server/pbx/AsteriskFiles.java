package io.antiphon.server.pbx;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The text for the files of an Asterisk (18 or newer), to be added to what is there. */
public final class AsteriskFiles {

    private static final String SOUND = """
            disallow=all
            allow=ulaw,alaw
            direct_media=no
            rtp_symmetric=yes
            force_rport=yes
            dtmf_mode=rfc4733
            """;

    private AsteriskFiles() {}

    /** For {@code pjsip.conf}; a transport called {@code transport-udp} has to be there. */
    public static String pjsip(Mode mode, Site site) {
        return switch (mode) {
            case EXTENSION -> registered(site, "from-internal");
            case TRUNK -> registered(site, "from-pstn");
            case PEER -> peer(site);
            case REGISTRAR -> registering(site);
        };
    }

    /** For {@code extensions.conf}: 600 is the echo, 601 the agent. */
    public static String extensions(Mode mode, Site site) {
        String name = name(mode, site);
        return "[from-internal]\n" + Stream.of("600", "601", name(mode, site))
                .filter(number -> mode == Mode.EXTENSION || number.startsWith("60"))
                .distinct()
                .map(number -> "exten => " + number + ",1,Dial(PJSIP/"
                        + (number.equals(name) ? name : number + "@" + name) + ")\n")
                .collect(Collectors.joining());
    }

    private static String name(Mode mode, Site site) {
        return mode.isRegistering() ? site.user() : "antiphon";
    }

    private static String registered(Site site, String context) {
        String name = site.user();
        return """
                [%1$s]
                type=endpoint
                transport=transport-udp
                context=%2$s
                auth=%1$s
                aors=%1$s
                rewrite_contact=yes
                %3$s
                [%1$s]
                type=auth
                auth_type=digest
                ; "userpass" where "digest" is unknown, and then without the line on algorithms
                username=%1$s
                password=%4$s
                supported_algorithms_uas=SHA-256,MD5

                [%1$s]
                type=aor
                max_contacts=1
                remove_existing=yes
                """.formatted(name, context, SOUND, site.secret());
    }

    private static String peer(Site site) {
        return """
                [antiphon]
                type=endpoint
                transport=transport-udp
                context=from-pstn
                aors=antiphon
                trust_id_inbound=yes
                send_pai=yes
                %s
                [antiphon]
                type=aor
                contact=%s
                qualify_frequency=60

                [antiphon]
                type=identify
                endpoint=antiphon
                match=%s
                """.formatted(SOUND, site.us(), site.ourHost());
    }

    private static String registering(Site site) {
        return """
                [antiphon]
                type=endpoint
                transport=transport-udp
                context=from-pstn
                aors=antiphon
                outbound_auth=antiphon
                from_user=%1$s
                trust_id_inbound=yes
                send_pai=yes
                %2$s
                [antiphon]
                type=auth
                auth_type=digest
                username=%1$s
                password=%3$s

                [antiphon]
                type=aor
                contact=%4$s

                [antiphon]
                type=identify
                endpoint=antiphon
                match=%5$s

                [antiphon]
                type=registration
                transport=transport-udp
                outbound_auth=antiphon
                server_uri=%4$s
                client_uri=sip:%1$s@%5$s:%6$d
                contact_user=%1$s
                expiration=3600
                retry_interval=60
                line=yes
                endpoint=antiphon
                """.formatted(site.user(), SOUND, site.secret(), site.us(), site.ourHost(),
                site.ourPort());
    }
}
