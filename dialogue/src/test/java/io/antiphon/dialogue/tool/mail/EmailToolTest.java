package io.antiphon.dialogue.tool.mail;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.antiphon.call.CallId;
import io.antiphon.dialogue.tool.Secrets;
import io.antiphon.dialogue.tool.ToolCall;
import io.antiphon.dialogue.tool.ToolResult;
import io.antiphon.dialogue.tool.ToolResult.Cancelled;
import io.antiphon.dialogue.tool.ToolResult.Done;
import io.antiphon.dialogue.tool.ToolResult.Failed;
import io.antiphon.dialogue.tool.ToolResult.Refused;
import io.antiphon.dialogue.tool.spec.BuiltIn;
import io.antiphon.dialogue.tool.spec.BuiltIn.Email.Login;
import io.antiphon.dialogue.tool.spec.Secret;
import io.antiphon.fault.EngineFailure.Kind;
import io.antiphon.privacy.Egress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class EmailToolTest {

    @TempDir
    private Path folder;

    @Test
    void letterArrivesAsItWasWritten() throws Exception {
        try (var server = new MailServer("none", "")) {
            var done = assertInstanceOf(Done.class, send(tool(server), "desk@shop.example",
                    "Gr\u00fc\u00dfe\r\nBcc: all@shop.example", "Anna called.\n.\nShe waits."));
            assertTrue(server.commands.contains("MAIL FROM:<agent@shop.example>"));
            assertTrue(server.commands.contains("RCPT TO:<desk@shop.example>"));
            String letter = server.letters.getFirst();
            assertTrue(letter.contains("Anna called.\n..\nShe waits."), letter);
            assertTrue(letter.contains("Subject: =?UTF-8?"), letter);
            assertTrue(letter.contains("<" + done.value().path("id").asText() + "@antiphon>"),
                    letter);
            assertFalse(letter.contains("\nBcc:"), letter);
        }
    }

    @Test
    void loginIsShown() throws Exception {
        try (var server = new MailServer("none", "")) {
            var spec = new BuiltIn.Email(server.address(), "agent@shop.example",
                    List.of("desk@shop.example"),
                    Optional.of(new Login("agent", new Secret.FromEnvironment("MAIL"))));
            assertInstanceOf(Done.class, send(tool(spec, Egress.OPEN), "", "s", "t"));
            assertTrue(server.commands.stream().anyMatch(each -> each.startsWith("AUTH")),
                    server.commands::toString);
        }
    }

    @Test
    void passwordIsNotToldToAServerThatNobodyVouchesFor() throws Exception {
        try (var server = new MailServer("none", "").enciphering(context())) {
            var spec = new BuiltIn.Email(server.address(), "agent@shop.example",
                    List.of("desk@shop.example"),
                    Optional.of(new Login("agent", new Secret.FromEnvironment("MAIL"))));
            assertInstanceOf(Failed.class, send(tool(spec, Egress.OPEN), "", "s", "t"));
            assertEquals("STARTTLS", server.commands.getLast());
        }
    }

    @ParameterizedTest
    @CsvSource({"desk", "'a@b.example, c@d.example'", "'a@b.example\r\nRCPT TO:<x@y.example>'"})
    void addressThatIsNoneIsRefusedBeforeAnythingIsSent(String to) throws Exception {
        try (var server = new MailServer("none", "")) {
            assertInstanceOf(Refused.class, send(tool(server), to, "s", "t"));
            assertEquals(List.of(), server.commands);
        }
    }

    @ParameterizedTest
    @CsvSource({"RCPT, 550 no such person, REFUSED, false", "MAIL, 451 later, BUSY, false",
            "DATA, leave, BROKEN, true"})
    void serverThatWillNotTakeItIsAFailure(String command, String answer, Kind kind,
            boolean perhapsDone) throws Exception {
        try (var server = new MailServer(command, answer)) {
            var failed = assertInstanceOf(Failed.class,
                    send(tool(server), "desk@shop.example", "s", "t"));
            assertEquals(kind, failed.failure().kind());
            assertEquals(perhapsDone, failed.perhapsDone());
            assertFalse(failed.toString().contains("desk@"), failed::toString);
        }
    }

    @Test
    void nobodyListening() throws Exception {
        URI address;
        try (var taken = new ServerSocket(0)) {
            address = URI.create("smtp://127.0.0.1:" + taken.getLocalPort());
        }
        var spec = new BuiltIn.Email(address, "agent@shop.example", List.of(), Optional.empty());
        var failed = assertInstanceOf(Failed.class,
                send(tool(spec, Egress.OPEN), "desk@shop.example", "s", "t"));
        assertEquals(Kind.UNREACHABLE, failed.failure().kind());
        assertFalse(failed.perhapsDone());
    }

    @Test
    void cancelEndsTheConnection() throws Exception {
        try (var server = new MailServer("MAIL", "hang");
                var turns = Executors.newVirtualThreadPerTaskExecutor()) {
            var run = tool(server).begin(call("desk@shop.example", "s", "t"));
            var result = CompletableFuture.supplyAsync(run::await, turns);
            assertTrue(server.hanging.await(10, SECONDS));
            run.cancel();
            assertEquals(new Cancelled(true), result.get(5, SECONDS));
            assertTrue(server.clientLeft.await(5, SECONDS));
        }
    }

    @Test
    void egressThatIsDeniedIsRefused() {
        var spec = new BuiltIn.Email(URI.create("smtp://192.0.2.1:25"), "a@b.example", List.of(),
                Optional.empty());
        var failed = assertInstanceOf(Failed.class,
                send(tool(spec, Egress.denied(Set.of())), "c@d.example", "s", "t"));
        assertEquals(Kind.REFUSED, failed.failure().kind());
    }

    /** With a certificate of its own making. */
    private SSLContext context() throws Exception {
        var store = folder.resolve("own.p12");
        var keytool = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", "own", "-keyalg", "EC", "-dname", "CN=localhost",
                "-keystore", store.toString(), "-storepass", "changeit").inheritIO().start();
        assertEquals(0, keytool.waitFor());
        var keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "changeit".toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static EmailTool tool(MailServer server) {
        return tool(new BuiltIn.Email(server.address(), "agent@shop.example", List.of(),
                Optional.empty()), Egress.OPEN);
    }

    private static EmailTool tool(BuiltIn.Email spec, Egress egress) {
        return new EmailTool(spec, new Secrets(Path.of(""), _ -> Optional.of("hunter2")), egress);
    }

    private static ToolResult send(EmailTool tool, String to, String subject, String text) {
        return tool.begin(call(to, subject, text)).await();
    }

    private static ToolCall call(String to, String subject, String text) {
        return new ToolCall("key", "write", JsonNodeFactory.instance.objectNode()
                .put("to", to)
                .put("subject", subject)
                .put("text", text), new CallId("call"));
    }
}
