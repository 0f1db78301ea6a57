package io.antiphon.server.pbx;

/** The settings of both sides, as a page of text. */
public final class Sheet {

    private Sheet() {}

    /** For somebody who writes the files of an Asterisk. */
    public static String asterisk(Mode mode, Site site) {
        return title("pjsip.conf") + AsteriskFiles.pjsip(mode, site) + "\n"
                + title("extensions.conf") + AsteriskFiles.extensions(mode, site) + "\n"
                + ours(mode, site);
    }

    /** For somebody who fills in the pages of FreePBX. */
    public static String freePbx(Mode mode, Site site) {
        var text = new StringBuilder(title("FreePBX; what is not named stays as it is"));
        for (var field : FreePbxFields.of(mode, site)) {
            if (!field.page().isEmpty()) {
                text.append(field.page()).append('\n');
            }
            text.append("    ")
                    .append(field.name())
                    .append(": ")
                    .append(field.value())
                    .append('\n');
        }
        return text.append("Submit, then Apply Config\n\n").append(ours(mode, site)).toString();
    }

    private static String ours(Mode mode, Site site) {
        return title("antiphon.yaml") + OurFile.yaml(mode, site);
    }

    private static String title(String name) {
        return "; ---- " + name + " ----\n";
    }
}
