package io.antiphon.server.pbx;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The pages of {@code docs/pbx} show what {@code antiphon pbx} prints. */
class PagesTest {

    @ParameterizedTest
    @EnumSource(Mode.class)
    void pageShowsWhatIsPrinted(Mode mode) throws Exception {
        var page = Files.readString(Path.of("..", "docs", "pbx",
                mode.name().toLowerCase(Locale.ROOT) + ".md"));
        var site = new Site("192.0.2.10", 5_060, "192.0.2.1", 5_060, switch (mode) {
            case EXTENSION -> "601";
            case PEER -> "";
            case REGISTRAR -> "pbx";
            case TRUNK -> "antiphon";
        }, "secret");
        for (var printed : new String[]{Sheet.freePbx(mode, site), Sheet.asterisk(mode, site)}) {
            assertTrue(page.contains(printed), "docs/pbx has to show:\n" + printed);
        }
    }
}
