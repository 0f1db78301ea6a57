package io.antiphon.cli;

import io.antiphon.cli.terminal.Exit;
import io.antiphon.cli.terminal.Trouble;
import io.antiphon.server.CannotStart;
import io.antiphon.server.Threads;
import io.antiphon.server.VoiceServer;
import io.antiphon.sip.ListenAddress;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code antiphon serve}: the server, until it is told to stop. */
@Command(name = "serve", mixinStandardHelpOptions = true, description = {
        "Answers calls until it is stopped (Ctrl-C, SIGTERM); those that are up then have operation.drain-seconds to end.",
        "Prints one line that begins with 'ready' once it takes calls; its log goes to standard error."}, exitCodeListHeading = "%nExit status:%n", exitCodeList = {
                "0:stopped", Exit.USAGE_LINE, Exit.MACHINE_LINE, Exit.BROKEN_LINE})
final class ServeCommand implements Callable<Integer> {

    @Mixin
    private Settings settings = new Settings();

    @Override
    public Integer call() throws InterruptedException {
        var config = settings.serving();
        var stopped = new CountDownLatch(1);
        var closed = new CountDownLatch(1);
        try (var server = VoiceServer.start(config)) {
            // The machine stops when the hook returns, so the hook waits for the goodbyes.
            Runtime.getRuntime().addShutdownHook(Threads.shutdown().newThread(() -> {
                stopped.countDown();
                await(closed);
            }));
            server.warnings().forEach(warning -> System.err.println("antiphon: " + warning));
            System.out.println(
                    "ready: " + told(server.listening()) + ", RTP " + config.rtp().firstPort() + "-"
                            + config.rtp().lastPort() + ", agent " + config.agents().byDefault());
            System.out.flush();
            stopped.await();
            if (server.calls() > 0) {
                System.err.println("antiphon: stopping; " + server.calls() + " calls have "
                        + config.operation().drain().toSeconds()
                        + " s to end, new ones are refused");
            }
            server.drain(config.operation().drain());
        } catch (CannotStart e) {
            throw new Trouble(Exit.MACHINE, String.valueOf(e.getMessage()), e);
        } finally {
            closed.countDown();
        }
        return Exit.OK;
    }

    private static String told(List<ListenAddress> addresses) {
        return addresses.stream().map(ListenAddress::toString).collect(Collectors.joining(" "));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
