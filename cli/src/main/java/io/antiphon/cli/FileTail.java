package io.antiphon.cli;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Hands over each line that is written to a file, as soon as the machine says that the file has grown. */
final class FileTail {

    private static final long LOOK_MS = 250;

    private final Path file;
    private final Consumer<String> reader;
    private volatile boolean isOver;

    FileTail(Path file, Consumer<String> reader) {
        this.file = file.toAbsolutePath();
        this.reader = reader;
    }

    /** Runs until {@link #stop}, on a thread of its own. The file exists already. */
    void run() {
        try (var watch = FileSystems.getDefault().newWatchService();
                var in = new RandomAccessFile(file.toFile(), "r")) {
            var folder = file.getParent();
            if (folder != null) {
                folder.register(watch, StandardWatchEventKinds.ENTRY_MODIFY);
            }
            while (!isOver) {
                readOn(in);
                await(watch);
            }
            readOn(in);
        } catch (IOException e) {
            reader.accept("");
        }
    }

    /** From any thread. */
    void stop() {
        isOver = true;
    }

    private static void await(WatchService watch) {
        try {
            var key = watch.poll(LOOK_MS, TimeUnit.MILLISECONDS);
            if (key != null) {
                key.pollEvents();
                key.reset();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void readOn(RandomAccessFile in) throws IOException {
        long at = in.getFilePointer();
        var bytes = new byte[(int) Math.min(1 << 20, in.length() - at)];
        in.readFully(bytes);
        int end = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                reader.accept(new String(bytes, end, i - end, StandardCharsets.UTF_8));
                end = i + 1;
            }
        }
        in.seek(at + end);
    }
}
