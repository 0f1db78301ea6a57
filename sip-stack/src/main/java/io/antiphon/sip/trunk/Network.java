package io.antiphon.sip.trunk;

import java.net.InetAddress;

/**
 * Addresses that begin alike, written {@code 10.0.0.0/8} or {@code 2001:db8::/32}; a single one without a length
 * (RFC 4632, RFC 4291 section 2.3).
 *
 * @param base an address of it
 * @param bits how many leading bits all of them share
 */
public record Network(InetAddress base, int bits) {

    public Network {
        if (bits < 0 || bits > base.getAddress().length * 8) {
            throw new IllegalArgumentException(
                    "an IPv4 network is /0 to /32, an IPv6 network /0 to /128; found /" + bits);
        }
    }

    /** Reads what {@link #toString} writes; never asks a name server. */
    public static Network parse(String written) {
        int slash = written.indexOf('/');
        String host = slash < 0 ? written : written.substring(0, slash);
        try {
            var base = InetAddress.ofLiteral(host);
            int bits = slash < 0
                    ? base.getAddress().length * 8
                    : Integer.parseInt(written.substring(slash + 1));
            return new Network(base, bits);
        } catch (NumberFormatException notALength) {
            throw malformed(written);
        } catch (IllegalArgumentException notAnAddress) {
            if (String.valueOf(notAnAddress.getMessage()).startsWith("an IPv4")) {
                throw notAnAddress;
            }
            throw malformed(written);
        }
    }

    private static IllegalArgumentException malformed(String written) {
        return new IllegalArgumentException("found \"" + written
                + "\", expected an IP address or a network such as 192.0.2.1, 10.0.0.0/8 or 2001:db8::/32");
    }

    /** Whether the address lies in it; an IPv4 address never lies in an IPv6 network. */
    public boolean contains(InetAddress address) {
        byte[] theirs = address.getAddress();
        byte[] ours = base.getAddress();
        if (theirs.length != ours.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit += 8) {
            int mask = 0xFF << Math.max(0, 8 - (bits - bit));
            if (((theirs[bit / 8] ^ ours[bit / 8]) & mask & 0xFF) != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return base.getHostAddress() + "/" + bits;
    }
}
