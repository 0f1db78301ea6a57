package io.antiphon.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.dialogue.llm.Deadlines;
import io.antiphon.dialogue.llm.Task;
import io.antiphon.dialogue.llm.local.engine.Tuning;
import io.antiphon.dialogue.llm.route.Route.Order;
import io.antiphon.dialogue.llm.spend.Budget;
import io.antiphon.dialogue.llm.spend.Price;
import io.antiphon.server.config.ConfigReader.Reading;
import io.antiphon.server.config.Models.Kept;
import io.antiphon.server.config.Models.Way;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelsReaderTest {

    private static final ServerConfig DEFAULTS = Defaults.with(Path.of("models"));
    private static final String TWO = """
            models:
              providers:
                - {name: ours, kind: djl}
                - name: far
                  kind: anthropic
                  url: https://models.example.net
                  model: m
                  api-key-file: key
                  price: {prompt: 3, completion: 15}
                  patience-ms: {first-token: 1500}
            """;

    @TempDir
    private Path folder;

    private ServerConfig accepted(String yaml) throws Exception {
        Files.writeString(folder.resolve("key"), "secret-1\n");
        return switch (ConfigReader.read("antiphon.yaml", yaml, folder, DEFAULTS)) {
            case Reading.Accepted(var config) -> config;
            case Reading.Refused(var problems) -> throw new AssertionError(problems.toString());
        };
    }

    @Test
    void providerIsReadWithItsTerms() throws Exception {
        var far = accepted(TWO).models().providers().getLast();
        assertEquals(Optional.of("secret-1"), far.key());
        assertEquals(new Price(3000, 3000, 15_000), far.terms().price());
        assertEquals(new Deadlines(1_500_000_000, Deadlines.SPOKEN.betweenTokensNs(),
                Deadlines.SPOKEN.wholeNs()), far.terms().patience());
    }

    @Test
    void fileForLlamaIsReadWithHowItIsRun() throws Exception {
        var file = accepted(
                """
                        models:
                          providers:
                            - {name: ours, kind: llama, model: qwen.gguf, context: 16384, threads: 4, gpu-layers: 20,
                               temperature: 0.7, top-p: 0.8}
                            - {name: usual, kind: llama}
                        """)
                .models()
                .providers();
        assertEquals(folder.resolve("qwen.gguf").toString(), file.getFirst().model());
        assertEquals(new Tuning(OptionalInt.of(16_384), OptionalInt.of(4), 20,
                OptionalDouble.of(0.7), OptionalDouble.of(0.8)), file.getFirst().terms().tuning());
        assertEquals(Tuning.NONE, file.getLast().terms().tuning());
    }

    @Test
    void keyIsPrintedNowhere() throws Exception {
        var config = accepted(TWO);
        assertFalse(config.toString().contains("secret-1"), config.toString());
        var responder = new ServerConfig.Responder("openai", "http://h", "m",
                Optional.of("secret-1"));
        assertFalse(responder.toString().contains("secret-1"));
        assertFalse(Models.of(responder).toString().contains("secret-1"));
    }

    @Test
    void taskWithoutARouteAsksAllAsListed() throws Exception {
        var models = accepted(TWO).models();
        assertTrue(models.routes().isEmpty());
        assertEquals(new Way(List.of("ours", "far"), Order.LISTED, 2, Optional.empty(),
                Optional.empty()), models.usualWay());
        assertEquals(Budget.UNLIMITED, models.budget());
    }

    @Test
    void routesAndBudgetAreRead() throws Exception {
        var models = accepted(TWO + """
                  routes:
                    extract:
                      providers: far
                      order: fastest
                      rounds: 1
                      hedge-after-ms: 250
                      cache: {answers: 7, seconds: 60, like: 0.9}
                  budget: {tokens: 60000, money: 0.25}
                """).models();
        assertEquals(new Way(List.of("far"), Order.FASTEST, 1, Optional.of(Duration.ofMillis(250)),
                Optional.of(new Kept(7, Duration.ofMinutes(1), Optional.of(0.9)))),
                models.routes().get(Task.EXTRACT));
        assertEquals(new Budget(60_000, 250_000_000), models.budget());
    }

    @Test
    void responderIsOneModelForEverything() throws Exception {
        var models = accepted(
                "engines:\n  responder: {engine: ollama, url: 'http://h:1', model: m}\n")
                .languageModels();
        assertEquals(List.of("ollama"), models.usualWay().providers());
        assertEquals(Models.NONE, DEFAULTS.languageModels());
    }

    @Test
    void modelsCountBeforeTheResponder() throws Exception {
        var config = accepted(TWO + "engines:\n  responder: {engine: llama}\n");
        assertEquals(2, config.languageModels().providers().size());
    }

    @Test
    void egressForbidsWhoIsElsewhereUnlessExcepted() throws Exception {
        var models = accepted(TWO).models();
        var denied = accepted("privacy:\n  egress: deny\n").egress();
        assertTrue(models.refusal(denied).orElseThrow().startsWith("far: egress is denied"));
        var excepted = accepted(
                "privacy:\n  egress: deny\n  egress-except: [models.example.net]\n").egress();
        assertEquals(Optional.empty(), models.refusal(excepted));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '>', textBlock = """
            models:|  budget: {tokens: 1}                               > models.providers: missing, expected a list with a model
            models:|  providers: [{name: a, kind: gpt}]                 > expected one of djl, onnx, llama, ollama, llama-server, openai, anthropic
            models:|  providers: [{name: a, kind: ollama, model: m}]    > models.providers[0].url: missing
            models:|  providers: [{name: a, kind: ollama, model: m, url: 'ftp://h'}] > models.providers[0].url: found address ftp://h
            models:|  providers: [{name: a, kind: ollama, model: m, url: 'http://u:p@h'}] > a password in it
            models:|  providers: [{name: a, kind: djl, url: x}]         > models.providers[0].url: unknown key
            models:|  providers: [{name: a, kind: djl}, {name: a, kind: llama}] > models.providers[1].name: found "a" a second time
            models:|  providers: [{name: a, kind: djl, price: {prompt: dear}}] > models.providers[0].price.prompt: found "dear", expected a number
            models:|  providers: [{name: a, kind: djl, patience-ms: {whole: 0}}] > models.providers[0].patience-ms.whole: found 0, expected some patience
            models:|  providers: [{name: a, kind: openai, url: 'http://h', model: m, api-key-file: nowhere}] > api-key-file: cannot be read
            models:|  providers: [{name: a, kind: djl}]|  routes: {extract: {providers: b}} > found "b", which is no provider; expected some of a
            models:|  providers: [{name: a, kind: djl}]|  routes: {translate: {providers: a}} > models.routes.translate: unknown key, expected one of extract, respond, summarise, judge
            models:|  providers: [{name: a, kind: djl}]|  routes: {judge: {order: random}} > expected listed, cheapest or fastest
            models:|  providers: [{name: a, kind: djl}]|  routes: {judge: {rounds: 0}} > models.routes.judge.rounds: found 0
            models:|  providers: [{name: a, kind: djl}]|  routes: {judge: {cache: {like: 3}}} > from 0.5 to 1
            models:|  providers: [{name: a, kind: djl, threads: 2}]      > models.providers[0].threads: unknown key
            models:|  providers: [{name: a, kind: llama, context: 99}]   > 2:47: models.providers[0].context: found "99", expected a whole number from 256 to 1048576
            models:|  providers: [{name: a, kind: llama, threads: none}] > found "none", expected a whole number from 1 to 256
            models:|  providers: [{name: a, kind: llama, gpu-layers: -1}] > found "-1", expected a whole number from 0 to 999
            models:|  providers: [{name: a, kind: llama, temperature: 9}] > found "9", expected a number from 0 to 5
            models:|  providers: [{name: a, kind: llama, top-p: 0}]       > models.providers[0].top-p: found "0", expected a number above 0, to 1
            privacy:|  egress: perhaps                                  > privacy.egress: found "perhaps", expected allow or deny
            privacy:|  ingress: deny                                    > privacy.ingress: unknown key
            """)
    void mistakesAreShownWhereTheyAre(String yaml, String expected) {
        String text = yaml.replace("|", "\n");
        var refused = assertInstanceOf(Reading.Refused.class,
                ConfigReader.read("antiphon.yaml", text, folder, DEFAULTS));
        var told = refused.problems().toString();
        assertTrue(told.contains(expected), told);
    }
}
