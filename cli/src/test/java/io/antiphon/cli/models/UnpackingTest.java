package io.antiphon.cli.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.cli.models.Archives.Item;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnpackingTest {

    @TempDir
    private Path folder = Path.of("");

    private Path into = Path.of("");

    @BeforeEach
    void make() throws IOException {
        ModelStore.delete(folder.resolve("a"));
        into = Files.createDirectories(folder.resolve("a/b/into"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.zip", "x.tar.bz2", "x.tar.gz", "X.TGZ", "X.ZIP"})
    void filesAndFoldersComeOutAsTheyWentIn(String name) throws IOException {
        unpack(name, Item.file("model/", ""), Item.file("model/conf/model.conf", "--x=1\n"),
                Item.file("model/final.mdl", "weights"));
        assertEquals("--x=1\n", Files.readString(into.resolve("model/conf/model.conf")));
        assertEquals("weights", Files.readString(into.resolve("model/final.mdl")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "model/../../evil", "model/../../../evil", "/evil",
            "//evil", "model\\..\\..\\evil", "C:/evil", ".."})
    void namesThatLeadOutsideAreRefused(String name) throws IOException {
        for (var archive : List.of("x.zip", "x.tar.gz")) {
            make();
            var refusal = refusal(archive, Item.file("fine", "fine"), Item.file(name, "evil"));
            assertTrue(refusal.contains("leads elsewhere") || refusal.contains("none"), refusal);
        }
        assertEquals(List.of(), evil());
    }

    @ParameterizedTest
    @CsvSource({"x.tar.gz, 2", "x.tar.gz, 1", "x.tar.bz2, 2", "x.tar.gz, 3", "x.tar.gz, 4",
            "x.tar.gz, 6", "x.zip, 2"})
    void linksAndDevicesAreRefused(String archive, char type) {
        var refusal = refusal(archive, Item.link("link", "/etc/passwd", (byte) type),
                Item.file("link/evil", "evil"));
        assertTrue(refusal.contains("holds a link"), refusal);
        assertEquals(List.of(), evil());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.zip", "x.tar.bz2", "x.tar.gz"})
    void bombDoesNotGoOff(String archive) {
        var refusal = refusal(archive, Item.file("bomb", "0".repeat(40 << 20)));
        assertTrue(refusal.contains("no honest archive"), refusal);
    }

    @Test
    void nameThatComesTwiceIsRefused() {
        assertTrue(refusal("x.tar.gz", Item.file("a", "1"), Item.file("a", "2"))
                .contains("holds a file twice"));
    }

    @Test
    void nothingIsNoModel() {
        assertTrue(refusal("x.tar.gz").contains("holds nothing"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.zip", "x.tar.bz2", "x.tar.gz"})
    void damagedArchivesAreRefusedOrReadButNeverMore(String name) throws IOException {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var good = Archives.make(name, List.of(Item.file("model/a", "a".repeat(3_000)),
                Item.file("model/b", Long.toString(seed))));
        for (int i = 0; i < 300; i++) {
            var bytes = Arrays.copyOf(good, 1 + random.nextInt(good.length));
            for (int hits = random.nextInt(4); hits > 0; hits--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            make();
            try {
                Unpacking.unpack(Files.write(folder.resolve("archive"), bytes), name, into);
            } catch (PullFault e) {
                assertTrue(String.valueOf(e.getMessage()).startsWith("archive "), "seed " + seed);
            } catch (IOException | RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private void unpack(String name, Item... items) throws IOException {
        var file = Files.write(folder.resolve("archive"), Archives.make(name, List.of(items)));
        Unpacking.unpack(file, name, into);
    }

    private String refusal(String name, Item... items) {
        return String.valueOf(assertThrows(PullFault.class, () -> unpack(name, items))
                .getMessage());
    }

    /** Everything outside that was not there before. */
    private List<String> evil() {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(into))
                    .map(file -> String.valueOf(file.getFileName()))
                    .filter(file -> !file.equals("archive"))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

}
