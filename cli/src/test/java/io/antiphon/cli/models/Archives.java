package io.antiphon.cli.models;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;

/** Archives as honest and as dishonest people make them. */
final class Archives {

    /** A file, a folder (its name ends with a stroke), or a link where {@code link} names its target. */
    record Item(String name, String text, String link, byte type) {

        static Item file(String name, String text) {
            return new Item(name, text, "", TarArchiveEntry.LF_NORMAL);
        }

        static Item link(String name, String target, byte type) {
            return new Item(name, "", target, type);
        }
    }

    private Archives() {}

    static byte[] make(String name, List<Item> items) throws IOException {
        var bytes = new ByteArrayOutputStream();
        if (name.toLowerCase(Locale.ROOT).endsWith(".zip")) {
            zip(bytes, items);
        } else if (name.endsWith(".bz2")) {
            tar(new BZip2CompressorOutputStream(bytes), items);
        } else {
            tar(new GZIPOutputStream(bytes), items);
        }
        return bytes.toByteArray();
    }

    private static void zip(OutputStream to, List<Item> items) throws IOException {
        try (var zip = new ZipArchiveOutputStream(to)) {
            for (var item : items) {
                var entry = new ZipArchiveEntry(item.name());
                var text = item.text();
                if (!item.link().isEmpty()) {
                    entry.setUnixMode(0120777);
                    text = item.link();
                }
                zip.putArchiveEntry(entry);
                zip.write(text.getBytes(StandardCharsets.UTF_8));
                zip.closeArchiveEntry();
            }
        }
    }

    private static void tar(OutputStream to, List<Item> items) throws IOException {
        try (var tar = new TarArchiveOutputStream(to)) {
            for (var item : items) {
                var text = item.text().getBytes(StandardCharsets.UTF_8);
                var entry = item.link().isEmpty() && item.type() == TarArchiveEntry.LF_NORMAL
                        ? new TarArchiveEntry(item.name(), true)
                        : new TarArchiveEntry(item.name(), item.type());
                entry.setLinkName(item.link());
                entry.setSize(text.length);
                tar.putArchiveEntry(entry);
                tar.write(text);
                tar.closeArchiveEntry();
            }
        }
    }
}
