package io.antiphon.dialogue.knowledge.read;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The text of a Word file (Office Open XML): a zip archive of which two parts are read. */
final class Docx {

    /** What the parts may have when unpacked. A text of 3000 pages has a fifth of it. */
    private static final int MOST_UNPACKED = 128 << 20;
    private static final int MOST_PARTS = 10_000;
    private static final String TEXT = "word/document.xml";
    private static final String STYLES = "word/styles.xml";

    /** How Word's files before 2007 begin, and its encrypted ones. */
    private static final int OLD_WORD = 0xD0CF11E0;

    private Docx() {}

    static Document read(String fileName, byte[] bytes) throws Unreadable {
        if (bytes.length >= 4 && java.nio.ByteBuffer.wrap(bytes).getInt() == OLD_WORD) {
            throw new Unreadable("is protected by a password, or in the format of Word before 2007;"
                    + " save it as .docx without a password");
        }
        var parts = parts(bytes);
        if (!parts.containsKey(TEXT)) {
            throw new Unreadable("is no Word document: it has no " + TEXT + "; save it anew");
        }
        try {
            var styles = DocxStyles.read(xml(parts.getOrDefault(STYLES, new byte[0])));
            var outline = new Outline();
            new DocxText(xml(parts.getOrDefault(TEXT, new byte[0])), styles, outline).read();
            return outline.document(fileName);
        } catch (XMLStreamException e) {
            throw new Unreadable("is a damaged Word document, its XML ends amiss; save it anew", e);
        }
    }

    private static Map<String, byte[]> parts(byte[] bytes) throws Unreadable {
        var parts = new HashMap<String, byte[]>();
        int left = MOST_UNPACKED;
        int count = 0;
        try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (++count > MOST_PARTS) {
                    throw new Unreadable("has more than " + MOST_PARTS + " parts inside");
                }
                if (Set.of(TEXT, STYLES).contains(entry.getName())) {
                    var part = zip.readNBytes(left);
                    left -= part.length;
                    parts.put(entry.getName(), part);
                } else {
                    left -= (int) zip.skip(left);
                }
                if (left <= 0) {
                    throw new Unreadable("has more than " + MOST_UNPACKED
                            + " bytes when it is unpacked; is it what it seems to be?");
                }
            }
        } catch (IOException e) {
            throw new Unreadable("is a damaged Word document; save it anew", e);
        }
        return parts;
    }

    /** Without definitions of its own and without anything from elsewhere. */
    private static XMLStreamReader xml(byte[] part) throws XMLStreamException {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        var bytes = part.length == 0
                ? "<none/>".getBytes(java.nio.charset.StandardCharsets.UTF_8)
                : part;
        return factory.createXMLStreamReader(new ByteArrayInputStream(bytes));
    }
}
