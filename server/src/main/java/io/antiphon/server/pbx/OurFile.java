package io.antiphon.server.pbx;

/** The part of {@code antiphon.yaml} that fits. */
public final class OurFile {

    private OurFile() {}

    /** All of the {@code sip} and {@code agents} sections that the mode asks for. */
    public static String yaml(Mode mode, Site site) {
        return """
                sip:
                  listen: [udp:%s:%d]
                %sagents:
                  default: front-desk
                  routes: { "600": echo, "601": front-desk }
                """.formatted(site.ourHost(), site.ourPort(), switch (mode) {
            case EXTENSION, TRUNK -> """
                      accounts:
                        - user: "%s"
                          registrar: %s
                          password: %s
                          dial: ["???"]
                    """.formatted(site.user(), site.pbx(), site.secret());
            case PEER -> """
                      trunks:
                        - name: pbx
                          from: [%s]
                          address: %s
                          dial: ["???"]
                    """.formatted(site.pbxHost(), site.pbx());
            case REGISTRAR -> """
                      trunks:
                        - name: pbx
                          user: "%s"
                          password: %s
                          dial: ["???"]
                    """.formatted(site.user(), site.secret());
        });
    }
}
