package io.antiphon.dialogue.knowledge.read;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes Word files, as Word writes them but for what says how they look. */
final class MadeDocx {

    private static final String NAMESPACES = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
            + " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"";
    private static final String STYLES = """
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
            <w:styles %s>
              <w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
              <w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
              <w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Our own"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
            </w:styles>"""
            .formatted(NAMESPACES);

    private MadeDocx() {}

    static byte[] of(String body) {
        return zipped("word/document.xml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document "
                + NAMESPACES + "><w:body>" + body + "</w:body></w:document>");
    }

    static byte[] zipped(String name, String text) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            put(zip, "[Content_Types].xml", "<Types/>");
            put(zip, "word/styles.xml", STYLES);
            put(zip, name, text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    static String paragraph(String style, String text) {
        return "<w:p><w:pPr><w:pStyle w:val=\"" + style + "\"/></w:pPr>" + run(text) + "</w:p>";
    }

    static String paragraph(String text) {
        return "<w:p>" + run(text) + "</w:p>";
    }

    static String run(String text) {
        return "<w:r><w:t xml:space=\"preserve\">" + text + "</w:t></w:r>";
    }

    static String row(String properties, String... cells) {
        var row = new StringBuilder("<w:tr><w:trPr>").append(properties).append("</w:trPr>");
        for (var cell : cells) {
            row.append("<w:tc>").append(paragraph(cell)).append("</w:tc>");
        }
        return row.append("</w:tr>").toString();
    }
}
