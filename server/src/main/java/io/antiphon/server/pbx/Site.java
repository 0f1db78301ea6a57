package io.antiphon.server.pbx;

/**
 * What is special about one installation.
 *
 * @param ourHost the address under which the PBX reaches this server
 * @param ourPort where it hears SIP over UDP
 * @param pbxHost the address of the PBX
 * @param pbxPort where that hears SIP
 * @param user what the one that registers is called
 * @param secret its password
 */
public record Site(String ourHost, int ourPort, String pbxHost, int pbxPort, String user,
        String secret) {

    String us() {
        return "sip:" + ourHost + ":" + ourPort;
    }

    String pbx() {
        return "sip:" + pbxHost + ":" + pbxPort;
    }
}
