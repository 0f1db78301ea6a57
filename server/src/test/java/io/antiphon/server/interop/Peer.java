package io.antiphon.server.interop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Software of others that calls us or that we call in tests. */
public enum Peer {
    ASTERISK("Asterisk", "", "Asterisk ([^ ]+)"),
    SIPP("SIPp", "sipp -v", "SIPp v?([^ -]+)"),
    BARESIP("baresip", "baresip -h", "baresip v?([^ ]+)"),
    KAMAILIO("Kamailio in front", "kamailio -v", "kamailio ([^ ]+)"),
    LINPHONE("linphone CLI", "linphonec -v", "version:? ?([^ \n]+)");

    private static final String UNKNOWN = "";

    private final String title;
    private final String question;
    private final String answer;
    // Each peer's own answer; tests may run beside each other.
    private static final ConcurrentHashMap<Peer, String> VERSIONS = new ConcurrentHashMap<>();

    Peer(String title, String question, String answer) {
        this.title = title;
        this.question = question;
        this.answer = answer;
    }

    /** As people call it. */
    public String title() {
        return title;
    }

    /** Whoever runs this peer has read what it says of itself. */
    public void says(String words) {
        var matcher = Pattern.compile(answer).matcher(words);
        if (matcher.find()) {
            VERSIONS.put(this, matcher.group(1));
        }
    }

    /** What it says of itself; empty if it is not here. */
    String version() {
        if (!VERSIONS.containsKey(this) && !question.isEmpty()) {
            says(asked());
        }
        return VERSIONS.getOrDefault(this, UNKNOWN);
    }

    private String asked() {
        try {
            var process = new ProcessBuilder(List.of(question.split(" ", 2)))
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException notHere) {
            return "";
        }
    }
}
