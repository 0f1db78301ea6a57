package io.antiphon.sip.trunk;

/**
 * User parts that may be called: {@code ?} is any one digit, a {@code *} at the end any further digits, everything
 * else itself ({@code 2??}, {@code +49*}, {@code sales}; {@code *97} is that key and two digits).
 *
 * <p>A number that leaves the country (it begins with {@code +}, {@code 00} or {@code 011}) is matched only by a
 * pattern that begins with the same prefix as it stands: {@code *} and {@code ????????} stay at home.
 */
public record DialPattern(String written) {

    private static final String[] ABROAD = {"+", "00", "011"};

    public DialPattern {
        if (!written.matches("[A-Za-z0-9+*#_.?-]{1,64}")) {
            throw new IllegalArgumentException("found \"" + written
                    + "\", expected a number or a name in which ? is any digit and a * at the end any further"
                    + " ones, such as 2?? or +49*");
        }
    }

    /** Whether this user part, as it stands in a URI without escapes, may be called. */
    public boolean matches(String user) {
        for (String prefix : ABROAD) {
            if (user.startsWith(prefix) && !written.startsWith(prefix)) {
                return false;
            }
        }
        boolean open = written.endsWith("*");
        int fixed = open ? written.length() - 1 : written.length();
        if (open ? user.length() < fixed : user.length() != fixed) {
            return false;
        }
        for (int i = 0; i < user.length(); i++) {
            char wanted = i < fixed ? written.charAt(i) : '?';
            char found = user.charAt(i);
            if (wanted == '?' ? found < '0' || found > '9' : wanted != found) {
                return false;
            }
        }
        return true;
    }

    /** Whether the user part leads out of the country; what may stand between digits (RFC 3966) leads nowhere. */
    static boolean isAbroad(String user) {
        String digits = user.replaceAll("[-._]", "");
        for (String prefix : ABROAD) {
            if (digits.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return written;
    }
}
