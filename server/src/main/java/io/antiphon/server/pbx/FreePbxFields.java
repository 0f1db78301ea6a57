package io.antiphon.server.pbx;

import java.util.List;

/**
 * The fields of FreePBX's pages (16 and 17, chan_pjsip) that are to be filled in; whatever is not named stays as it is.
 */
public final class FreePbxFields {

    private static final String TRUNK = "Connectivity > Trunks > Add Trunk > Add SIP (chan_pjsip) Trunk";

    private FreePbxFields() {}

    /** One field. */
    public record Field(String page, String name, String value) {}

    /** In the order of the pages. */
    public static List<Field> of(Mode mode, Site site) {
        return switch (mode) {
            case EXTENSION -> List.of(
                    on("Applications > Extensions > Add Extension > Add New SIP [chan_pjsip] Extension",
                            "User Extension", site.user()),
                    on("", "Display Name", "Antiphon"),
                    on("", "Secret", site.secret()),
                    on("Advanced", "Direct Media", "No"),
                    on("The same once more for the echo", "User Extension",
                            "600, and a second account in antiphon.yaml"));
            case PEER -> List.of(on(TRUNK + " > General", "Trunk Name", "antiphon"),
                    on("pjsip Settings > General", "Authentication", "None"),
                    on("", "Registration", "None"),
                    on("", "SIP Server", site.ourHost()),
                    on("", "SIP Server Port", Integer.toString(site.ourPort())),
                    on("", "Context", "from-pstn"),
                    on("pjsip Settings > Advanced", "Trust RPID/PAI", "Yes"),
                    on("", "Send RPID/PAI", "Send P-Asserted-Identity header"),
                    on("", "Match (Permit)", site.ourHost()),
                    route());
            case REGISTRAR -> List.of(on(TRUNK + " > General", "Trunk Name", "antiphon"),
                    on("pjsip Settings > General", "Username", site.user()),
                    on("", "Secret", site.secret()),
                    on("", "Authentication", "Outbound"),
                    on("", "Registration", "Send"),
                    on("", "SIP Server", site.ourHost()),
                    on("", "SIP Server Port", Integer.toString(site.ourPort())),
                    on("", "Context", "from-pstn"),
                    on("pjsip Settings > Advanced", "Send Line in Registration", "Yes"),
                    on("", "Match (Permit)", site.ourHost()),
                    on("", "From User", site.user()),
                    route());
            case TRUNK -> List.of(on(TRUNK + " > General", "Trunk Name", site.user()),
                    on("pjsip Settings > General", "Username", site.user()),
                    on("", "Secret", site.secret()),
                    on("", "Authentication", "Inbound"),
                    on("", "Registration", "Receive"),
                    on("", "Context", "from-pstn"),
                    route());
        };
    }

    private static Field on(String page, String name, String value) {
        return new Field(page, name, value);
    }

    private static Field route() {
        return on("Connectivity > Outbound Routes > Add Outbound Route > Dial Patterns",
                "match pattern", "60[01], with this trunk in Trunk Sequence");
    }
}
