package io.antiphon.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReportPageTest {

    private final SampleCall call = new SampleCall();

    @Test
    void pageAsksNobodyForAnything() throws Exception {
        var html = new ReportPage().html(call.timeline(), call.stereo());
        assertFalse(
                Pattern.compile("(src|href)\\s*=|url\\(|@import|https?://").matcher(html).find());
        assertFalse(html.contains("/*data*/") || html.contains("/*style*/")
                || html.contains("/*script*/"));
    }

    @Test
    void dataInThePageIsTheTimelineAndCannotEndItsElement() throws Exception {
        var html = new ReportPage().html(call.timeline(), call.stereo());
        int from = html.indexOf("id=\"data\">") + "id=\"data\">".length();
        var data = new ObjectMapper()
                .readTree(html.substring(from, html.indexOf("</script>", from)));
        assertEquals(6, data.get("turns").size());
        assertEquals("no reply </script>", data.get("turns").get(5).get("why").asText());
        assertEquals(2, data.get("sound").get("mulaw").size());
        assertEquals(34_000 / 10, Base64.getDecoder()
                .decode(data.get("sound").get("peaks").get(0).asText()).length);
    }

    @Test
    void reportIsOneFile() throws Exception {
        var file = Path.of("target", "sample-report.html");
        new ReportPage().write(call.timeline(), call.stereo(), file);
        assertTrue(Files.size(file) > 700_000 && Files.size(file) < 1_500_000,
                "" + Files.size(file));
    }
}
