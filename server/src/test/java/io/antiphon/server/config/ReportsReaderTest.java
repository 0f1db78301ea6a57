package io.antiphon.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.server.config.ConfigReader.Reading;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportsReaderTest {

    @Test
    void accountsAreKeptBesideTheConfigurationAndTold() {
        assertEquals(
                new ReportConfig(Optional.of(Path.of("/etc/antiphon/reports")),
                        Optional.of(URI.create("https://crm.example/calls")), true),
                assertInstanceOf(Reading.Accepted.class, read(
                        "{folder: reports, webhook: \"https://crm.example/calls\", summary: model}"))
                        .config()
                        .reports());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {folder: r, webhook: crm} | a.yaml:1:31: reports.webhook: found "crm", expected http://... or https://...
            {webhook: "http://crm/"}  | reports.folder: missing, expected a folder
            {folder: r, summary: me}  | reports.summary: found "me", expected who summarises: rule, model
            {foldr: r}                | reports.foldr: unknown key
            """)
    void mistakesAreToldWhereTheyAre(String reports, String message) {
        String told = assertInstanceOf(Reading.Refused.class, read(reports)).problems().toString();
        assertTrue(told.contains(message), told);
    }

    private static Reading read(String reports) {
        return ConfigReader.read("a.yaml", "reports: " + reports + "\n",
                Path.of("/etc/antiphon"), Defaults.with(Path.of("models")));
    }
}
