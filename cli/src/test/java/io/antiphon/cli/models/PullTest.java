package io.antiphon.cli.models;

import static io.antiphon.cli.models.FileServer.broken;
import static io.antiphon.cli.models.FileServer.elsewhere;
import static io.antiphon.cli.models.FileServer.rest;
import static io.antiphon.cli.models.FileServer.status;
import static io.antiphon.cli.models.FileServer.whole;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.cli.models.Archives.Item;
import io.antiphon.cli.models.CatalogueEntry.Part;
import io.antiphon.cli.models.Checksums.Verdict;
import io.antiphon.cli.models.Download.Patience;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models from servers of all kinds, by real sockets on this machine. */
class PullTest {

    private static final String TAG = "\"one\"";
    private static final String PATH = "/model.onnx";
    private static final byte[] FILE = bytes(300_000);
    private static final int HALF = 150_000;

    private final ScheduledExecutorService watchdog = Executors.newScheduledThreadPool(1);
    private final HttpClient http = HttpClient.newBuilder()
            .followRedirects(Redirect.NORMAL)
            .build();
    private final CountDownLatch over = new CountDownLatch(1);
    private final StringWriter told = new StringWriter();
    private FileServer server = new FileServer();
    private ModelStore store = new ModelStore(Path.of(""), Path.of(""));

    @TempDir
    private Path folder = Path.of("");

    PullTest() throws IOException {}

    @BeforeEach
    void open() {
        store = new ModelStore(folder.resolve("models"), folder.resolve("models.d"));
    }

    @AfterEach
    void close() {
        over.countDown();
        server.close();
        http.shutdownNow();
        watchdog.shutdownNow();
    }

    @Test
    void fileArrivesWithItsSumsAndItsSource() throws Exception {
        server.on(PATH, whole(FILE, TAG));
        var pulled = pull(entry(FILE));
        assertArrayEquals(FILE, Files.readAllBytes(pulled.folder().resolve("model.onnx")));
        assertEquals(Verdict.Whole.class, Checksums.check(pulled.folder()).getClass());
        assertTrue(
                Files.readString(pulled.folder().resolve("SOURCE.txt")).contains("licence: MIT"));
        assertEquals(List.of("tiny"), names());
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.zip", "model.tar.bz2", "model.tar.gz"})
    void archiveIsUnpackedWithoutItsTopFolder(String name) throws Exception {
        var archive = Archives.make(name, List.of(Item.file("vosk-model/am/final.mdl", "weights"),
                Item.file("vosk-model/README", "read me")));
        server.on("/" + name, whole(archive, TAG));
        var pulled = pull(entry(name, archive.length, sum(archive)));
        assertEquals("weights", Files.readString(pulled.folder().resolve("am/final.mdl")));
        assertEquals(List.of("tiny"), names());
    }

    @Test
    void whatIsHereIsNotFetchedAgain() throws Exception {
        server.on(PATH, whole(FILE, TAG));
        assertFalse(pull(entry(FILE)).wasHere());
        assertTrue(pull(entry(FILE)).wasHere());
        assertEquals(1, server.requests().size());
    }

    @Test
    void damagedModelIsReplaced() throws Exception {
        server.on(PATH, whole(FILE, TAG));
        var file = pull(entry(FILE)).folder().resolve("model.onnx");
        Files.write(file, new byte[3]);
        assertFalse(pull(entry(FILE)).wasHere());
        assertArrayEquals(FILE, Files.readAllBytes(file));
        assertEquals(List.of("tiny"), names());
    }

    @Test
    void brokenConnectionIsGoneOnWithWhereItEnded() throws Exception {
        server.on(PATH, broken(FILE, TAG, HALF), rest(FILE, TAG));
        pull(entry(FILE));
        assertEquals(2, server.requests().size());
        assertTrue(server.requests().get(1).matches("/model.onnx bytes=[1-9]\\d*- \"one\""),
                server.requests().toString());
    }

    @Test
    void anotherCommandGoesOnWhereTheLastOneGaveUp() throws Exception {
        server.on(PATH, broken(FILE, TAG, HALF), status(503));
        assertTrue(refusal(entry(FILE)).contains("pull again to go on"));
        assertEquals(List.of(".tiny.parts"), names());
        server.on(PATH, rest(FILE, TAG));
        pull(entry(FILE));
        assertEquals(List.of("tiny"), names());
    }

    @Test
    void serverThatIgnoresTheRangeIsHeardFromTheBeginning() throws Exception {
        server.on(PATH, broken(FILE, TAG, HALF), whole(FILE, TAG));
        pull(entry(FILE));
        assertEquals(2, server.requests().size());
    }

    @Test
    void fileThatChangedMeanwhileIsBegunAnew() throws Exception {
        var old = bytes(FILE.length + 1);
        server.on(PATH, broken(Arrays.copyOf(old, FILE.length), "\"old\"", HALF),
                rest(FILE, TAG), whole(FILE, TAG));
        pull(entry(FILE));
        assertEquals(List.of("null null", "null null"),
                List.of(headers(0), headers(2)));
        assertTrue(told.toString().contains("has another file now"), told.toString());
    }

    @Test
    void piecesThatDoNotFitAreFetchedAgainAsAWhole() throws Exception {
        // The same tag for different bytes: only the sum can tell.
        var other = new byte[FILE.length];
        server.on(PATH, broken(other, TAG, HALF), rest(FILE, TAG), whole(FILE, TAG));
        pull(entry(FILE));
        assertEquals(3, server.requests().size());
    }

    @Test
    void partThatWasNotAskedForIsNotTaken() throws Exception {
        server.on(PATH, broken(FILE, TAG, HALF), exchange -> {
            exchange.getResponseHeaders().set("Content-Range", "bytes 0-9/" + FILE.length);
            exchange.sendResponseHeaders(206, 10);
            exchange.getResponseBody().write(FILE, 0, 10);
        }, whole(FILE, TAG));
        pull(entry(FILE));
        assertEquals(3, server.requests().size());
    }

    @Test
    void rangeThatCannotBeSatisfiedBeginsAnew() throws Exception {
        server.on(PATH, broken(FILE, TAG, HALF), status(416), whole(FILE, TAG));
        pull(entry(FILE));
        assertEquals("null null", headers(2));
    }

    @Test
    void connectionOnWhichNothingComesIsGivenUp() throws Exception {
        server.on(PATH, exchange -> {
            exchange.sendResponseHeaders(200, FILE.length);
            exchange.getResponseBody().write(FILE, 0, HALF);
            exchange.getResponseBody().flush();
            await();
        }, rest(FILE, TAG));
        pull(entry(FILE));
        assertTrue(told.toString().contains("nothing has come for"), told.toString());
    }

    @Test
    void lieAboutTheSizeIsSeenBeforeTheBody() {
        server.on(PATH, whole(bytes(FILE.length + 7), TAG));
        assertEquals("model.onnx: 127.0.0.1 has 300007 bytes, but the catalogue says 300000",
                refusal(entry(FILE)));
        assertEquals(1, server.requests().size());
        assertEquals(List.of(), names());
    }

    @Test
    void fileWithAnotherSumIsNotKept() {
        server.on(PATH, whole(new byte[FILE.length], TAG));
        assertTrue(refusal(entry(FILE)).contains("its sha256 is "));
        assertEquals(1, server.requests().size());
        assertEquals(List.of(), names());
    }

    @Test
    void archiveIsNotUnpackedBeforeItsSumIsRight() throws Exception {
        var archive = Archives.make("model.zip", List.of(Item.file("../evil", "evil")));
        server.on("/model.zip", whole(archive, TAG));
        var lie = refusal(entry("model.zip", archive.length, sum(FILE)));
        assertTrue(lie.contains("its sha256 is "), lie);
        var evil = refusal(entry("model.zip", archive.length, sum(archive)));
        assertTrue(evil.contains("leads elsewhere"), evil);
        assertFalse(Files.exists(store.folder("tiny")));
    }

    @Test
    void endlessBodyIsEnded() {
        server.on(PATH, exchange -> {
            exchange.sendResponseHeaders(200, 0);
            while (over.getCount() > 0) {
                exchange.getResponseBody().write(FILE);
            }
        });
        assertTrue(refusal(entry(FILE)).contains("sends more than the 300000 bytes"));
        assertEquals(List.of(), names());
    }

    @Test
    void redirectionsAreFollowedButNotForEver() throws Exception {
        server.on("/a", elsewhere(server.url("/b")));
        server.on("/b", elsewhere(server.url(PATH)));
        server.on(PATH, whole(FILE, TAG));
        pull(entry(new Part("model.onnx", server.url("/a"), FILE.length, Optional.of(sum(FILE)))));
        server.on("/c", elsewhere(server.url("/c")));
        var refusal = refusal(new CatalogueEntry("loop", "voice", Optional.empty(), "", "MIT", "",
                List.of(new Part("x", server.url("/c"), 1, Optional.of(sum(FILE)))), List.of()));
        assertTrue(refusal.contains("leads nowhere"), refusal);
    }

    @Test
    void busyServerIsAskedAgainAndAFinalWordIsFinal() throws Exception {
        var refusal = refusal(entry("absent.onnx", 9, sum(FILE)));
        assertEquals("absent.onnx: 127.0.0.1 answers 404", refusal);
        assertEquals(1, server.requests().size());
        server.on(PATH, status(503), status(429), whole(FILE, TAG));
        pull(entry(FILE));
        assertEquals(4, server.requests().size());
    }

    @Test
    void mirrorHasTheFilesByTheirNames() throws Exception {
        server.on("/mirror/model.onnx", whole(FILE, TAG));
        pull(new Part("model.onnx", "https://example.invalid/deep/path.onnx", FILE.length,
                Optional.of(sum(FILE))), Optional.of(server.url("/mirror/")));
        assertTrue(server.requests().getFirst().startsWith("/mirror/model.onnx "));
        var other = new Part("other.onnx", server.url("/"), 1, Optional.of(sum(FILE)));
        var refusal = assertThrows(PullFault.class,
                () -> pull(other, Optional.of("ftp://example.invalid")));
        assertTrue(String.valueOf(refusal.getMessage()).contains("https://"));
    }

    @Test
    void modelWithoutASumIsNotFetched() {
        var refusal = refusal(entry(new Part("model.onnx", server.url(PATH), 9, Optional.empty())));
        assertTrue(refusal.contains("checksum"), refusal);
        assertEquals(List.of(), server.requests());
    }

    @Test
    void modelThatHasNoRoomIsNotBegun() {
        var refusal = refusal(entry("model.onnx", 1L << 55, sum(FILE)));
        assertTrue(refusal.contains("MB are free"), refusal);
        assertEquals(List.of(), server.requests());
    }

    @Test
    void modelThatIsBeingPulledIsLeftAlone() throws Exception {
        Files.createDirectories(store.root());
        try (var channel = FileChannel.open(store.root().resolve(".tiny.lock"),
                StandardOpenOption.CREATE, StandardOpenOption.WRITE); var _ = channel.lock()) {
            assertTrue(refusal(entry(FILE)).contains("another process"));
        }
    }

    private CatalogueEntry entry(byte[] file) {
        return entry("model.onnx", file.length, sum(file));
    }

    private CatalogueEntry entry(String name, long bytes, String sum) {
        return entry(new Part(name, server.url("/" + name), bytes, Optional.of(sum)));
    }

    private static CatalogueEntry entry(Part part) {
        return new CatalogueEntry("tiny", "voice", Optional.of("piper"), "A tiny voice", "MIT",
                "", List.of(part), List.of());
    }

    private Pull.Pulled pull(CatalogueEntry entry) throws IOException {
        return new Pull(store, download(), Optional.empty()).pull(entry);
    }

    private void pull(Part part, Optional<String> mirror) throws IOException {
        new Pull(store, download(), mirror).pull(new CatalogueEntry(
                part.name().replace(".onnx", ""), "voice", Optional.empty(), "", "MIT", "",
                List.of(part), List.of()));
    }

    private Download download() {
        var patience = new Patience(Duration.ofSeconds(20), Duration.ofMillis(500), 3,
                Duration.ofNanos(1));
        return new Download(http, patience, watchdog,
                new Progress(new PrintWriter(told), false, System::nanoTime));
    }

    private String refusal(CatalogueEntry entry) {
        return String.valueOf(assertThrows(PullFault.class, () -> pull(entry)).getMessage());
    }

    private String headers(int request) {
        return server.requests().get(request).replaceFirst("\\S+ ", "");
    }

    private void await() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the store holds. */
    private List<String> names() {
        if (!Files.isDirectory(store.root())) {
            return List.of();
        }
        try (var files = Files.list(store.root())) {
            return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] bytes(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static String sum(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
