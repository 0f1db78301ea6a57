package io.antiphon.cli;

import io.antiphon.cli.listen.Ears;
import io.antiphon.cli.terminal.Exit;
import io.antiphon.cli.terminal.Trouble;
import io.antiphon.dialogue.llm.local.LocalModel;
import io.antiphon.server.config.ServerConfig.Engines;
import io.antiphon.server.config.ServerConfig.Responder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that choose engines, one each, before any configuration. */
final class EngineOptions {

    private static final String NONE = "none";

    @Option(names = "--ears", paramLabel = "ENGINE", description = "Who hears: ctc or vosk, with the model that comes with Antiphon, or a model that was pulled.")
    private Optional<String> ears = Optional.empty();

    @Option(names = "--voice", paramLabel = "NAME", description = "Who speaks: a voice that 'antiphon say --voices' lists.")
    private Optional<String> voice = Optional.empty();

    @Option(names = "--lm", paramLabel = "ENGINE", description = "Who words what no script foresees: djl, onnx or llama, with the model that comes with Antiphon, or none.")
    private Optional<String> languageModel = Optional.empty();

    /** The engines with those that were asked for in their places. */
    Engines chosen(Engines base) {
        var engines = base;
        if (ears.isPresent()) {
            var choice = Ears.choice(ears.get());
            engines = engines.withRecogniser(choice.engine(), choice.model());
        }
        if (voice.isPresent()) {
            // No other behind it: who asks for a voice wants to hear it, or why not.
            engines = engines.withVoices(List.of(voice.get()));
        }
        return languageModel.isPresent()
                ? engines.withResponder(responder(languageModel.get()))
                : engines;
    }

    /** Whether a language model was asked for. */
    boolean hasLanguageModel() {
        return languageModel.isPresent() && !isNone(languageModel.get());
    }

    /** Whether an option says anything about language models, so that a configuration must not. */
    boolean namesLanguageModel() {
        return languageModel.isPresent();
    }

    private static boolean isNone(String engine) {
        return engine.toLowerCase(Locale.ROOT).equals(NONE);
    }

    private static Responder responder(String engine) {
        if (isNone(engine)) {
            return Responder.SCRIPTED;
        }
        if (!LocalModel.ENGINES.contains(engine)) {
            throw new Trouble(Exit.USAGE, "--lm: no language model runs on '" + engine
                    + "', expected none, " + String.join(" or ", LocalModel.ENGINES)
                    + "; for a server of models see models in docs/configuration.md");
        }
        return new Responder(engine, "", "", Optional.empty());
    }
}
