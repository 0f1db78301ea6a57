package io.antiphon.server;

import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.decide.DecisionEngine;
import io.antiphon.dialogue.embed.SentenceEmbedder;
import io.antiphon.dialogue.errand.Documents;
import io.antiphon.dialogue.errand.ModelReader;
import io.antiphon.dialogue.errand.ModelTools;
import io.antiphon.dialogue.errand.Office;
import io.antiphon.dialogue.knowledge.KnowledgeBase;
import io.antiphon.dialogue.knowledge.KnowledgeBase.Refreshing;
import io.antiphon.dialogue.knowledge.index.Filter;
import io.antiphon.dialogue.knowledge.search.KnowledgeSearch;
import io.antiphon.dialogue.llm.tooling.ToolUser;
import io.antiphon.dialogue.prompt.Digest;
import io.antiphon.dialogue.prompt.ModelDigest;
import io.antiphon.dialogue.respond.FallbackResponder;
import io.antiphon.dialogue.respond.GuardedResponder;
import io.antiphon.dialogue.respond.ModelResponder;
import io.antiphon.dialogue.respond.Responder;
import io.antiphon.dialogue.respond.ScriptedResponder;
import io.antiphon.dialogue.tool.assembly.Opening;
import io.antiphon.dialogue.tool.assembly.Surroundings;
import io.antiphon.dialogue.tool.assembly.Workshop;
import io.antiphon.dialogue.tool.box.Toolbox;
import io.antiphon.dialogue.tool.builtin.DocumentSearch;
import io.antiphon.server.call.House.Agent;
import io.antiphon.server.config.ServerConfig;
import io.antiphon.server.metrics.Meters;
import io.antiphon.server.trace.ModelTrace;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes agents of templates: engines that understand, tools that are open, documents that are read and read again when
 * they change. Opened and closed by one thread.
 */
public final class Agency implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Agency.class);
    private static final Duration CONNECTING = Duration.ofSeconds(3);
    private static final int LOOK_AT_DOCUMENTS_EVERY_S = 20;
    private static final int TELL_AGAIN_AFTER_S = 30;

    private final Kept open = new Kept();
    private final ServerConfig config;
    private final LanguageModels models;
    private final Meters meters;
    private final Path state;
    private final Map<String, Agent> agents = new HashMap<>();

    private Agency(ServerConfig config, Map<String, CampaignTemplate> templates,
            LanguageModels models, Meters meters, String place) throws CannotStart {
        this.config = config;
        this.models = models;
        this.meters = meters;
        this.state = state(config, place);
        try {
            var documents = documents(templates.values());
            var workshop = open.keep(new Workshop(surroundings()));
            var tells = new ScheduledThreadPoolExecutor(1, Threads.jobs());
            open.push(tells::shutdownNow);
            // What an earlier server could not tell is told first.
            var _ = tells.scheduleWithFixedDelay(workshop::tellAll, 0, TELL_AGAIN_AFTER_S,
                    TimeUnit.SECONDS);
            for (var entry : templates.entrySet()) {
                agents.put(entry.getKey(), agent(entry.getValue(), workshop, documents));
            }
        } catch (CannotStart | RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    static Agency open(ServerConfig config, Map<String, CampaignTemplate> templates,
            LanguageModels models, Meters meters) throws CannotStart {
        return new Agency(config, templates, models, meters, "tools");
    }

    /**
     * One agent alone, with language models of its own, for whoever talks to it without a telephone. What its tools
     * write stands apart from what a server's do.
     */
    public static Agency alone(ServerConfig config, CampaignTemplate template) throws CannotStart {
        var meters = new Meters();
        var models = LanguageModels.open(config, LanguageModels.Telling.of(
                new ModelTrace(Optional.empty(), SystemTime.NANOS), meters));
        try {
            var agency = new Agency(config, Map.of(template.name(), template), models, meters,
                    "chat");
            agency.open.last(models);
            return agency;
        } catch (CannotStart | RuntimeException | Error e) {
            models.close();
            throw e;
        }
    }

    /** By the names under which they were opened. */
    public Map<String, Agent> agents() {
        return Map.copyOf(agents);
    }

    private Agent agent(CampaignTemplate template, Workshop workshop,
            Optional<KnowledgeBase> documents) throws CannotStart {
        checkModels(template);
        var tools = tools(template, workshop, documents);
        Optional<SentenceEmbedder> embedder = template.conduct().goesByMeaning()
                ? Optional.of(models.sentences())
                : Optional.empty();
        var archive = documents
                .filter(_ -> template.hasDocuments()).<Office
                        .Archive>map(base -> new Documents(base, template.name()))
                .orElse(Office.Archive.EMPTY);
        var reader = models.asked().<Office
                .Reader>map(model -> new ModelReader(model, template))
                .orElse(Office.Reader.NOBODY);
        return new Agent(new DecisionEngine(template, embedder),
                new Office(tools, archive, reader), responder(tools), digests());
    }

    /** What prompts have no room for is summed up by a model, on a thread that nobody waits for. */
    private Digest.Maker digests() {
        var threads = Threads.virtual("digest");
        return models.asked().<Digest
                .Maker>map(
                        model -> call -> new ModelDigest(model, call,
                                task -> threads.newThread(task).start()))
                .orElse(Digest.Maker.NOBODY);
    }

    /** Without a model nobody is asked, by whatever name; where there are some, it has to be one of them. */
    private void checkModels(CampaignTemplate template) throws CannotStart {
        var router = models.asked();
        for (var role : template.agents()) {
            var unknown = role.model()
                    .filter(name -> router.filter(each -> !each.knows(name)).isPresent());
            if (unknown.isPresent()) {
                throw new CannotStart("agent " + template.name() + ", agents." + role.id()
                        + ".model: found \"" + unknown.get() + "\", expected one of "
                        + router.orElseThrow().names().stream().sorted().toList()
                        + ", the providers and routes of \"models\"");
            }
        }
    }

    /** A model words what the template leaves open, looks up what it needs, and says only what it was told. */
    private Responder responder(Toolbox tools) {
        var script = new ScriptedResponder();
        return models.asked()
                .<Responder>map(model -> new FallbackResponder(
                        new GuardedResponder(new ModelResponder(
                                new ToolUser(model, new ModelTools(tools)))),
                        script))
                .orElse(script);
    }

    private Toolbox tools(CampaignTemplate template, Workshop workshop,
            Optional<KnowledgeBase> documents) throws CannotStart {
        var search = documents.filter(_ -> template.hasDocuments())
                .<DocumentSearch>map(base -> new KnowledgeSearch(base,
                        Filter.of(template.name())))
                .orElse((_, _) -> new DocumentSearch.Found.Passages(List.of()));
        return switch (workshop.open(template.tools(), template.mcpServers(),
                template.documents().folder(), search)) {
            case Opening.Opened(var toolbox, var off) -> {
                off.forEach(problem -> LOG.info("tool is off: agent={} tool={} because {}",
                        template.name(), problem.tool(), problem.message()));
                yield open.keep(toolbox)
                        .telling((tool, result) -> meters.ran(template.name(), tool, result));
            }
            case Opening.Refused(var problems) -> throw new CannotStart(String.join("\n",
                    problems.stream()
                            .map(problem -> "agent " + template.name() + ", tool "
                                    + problem.tool() + ": " + problem.message())
                            .toList()));
        };
    }

    private Surroundings surroundings() throws CannotStart {
        var client = HttpClient.newBuilder().connectTimeout(CONNECTING).build();
        open.push(client::shutdownNow);
        var watchdog = new ScheduledThreadPoolExecutor(1, Threads.watchdog());
        open.push(watchdog::shutdownNow);
        return new Surroundings(state, client, config.egress(),
                new Surroundings.Clocks(SystemTime.NANOS, SystemTime.WALL), watchdog,
                Threads.virtual("mcp"), name -> Optional.ofNullable(System.getenv(name)));
    }

    /** Tickets and the like stand beside the journal of calls, which has to outlive the server, too. */
    private static Path state(ServerConfig config, String place) throws CannotStart {
        try {
            var journal = config.operation().journal().map(Path::toAbsolutePath);
            if (journal.isPresent()) {
                var beside = Optional.ofNullable(journal.get().getParent());
                return Files.createDirectories(beside.orElse(Path.of("")).resolve(place));
            }
            return Files.createTempDirectory("antiphon-tools");
        } catch (IOException e) {
            throw new CannotStart("what tools write cannot be kept: " + e.getMessage()
                    + "; name another file for operation.journal", e);
        }
    }

    private Optional<KnowledgeBase> documents(Collection<CampaignTemplate> templates)
            throws CannotStart {
        var sets = templates.stream()
                .filter(CampaignTemplate::hasDocuments)
                .map(CampaignTemplate::documents)
                .toList();
        if (sets.isEmpty()) {
            return Optional.empty();
        }
        var base = open.keep(base());
        tell(base.refresh(sets));
        var looks = new ScheduledThreadPoolExecutor(1, Threads.jobs());
        open.push(looks::shutdownNow);
        var looking = looks.scheduleWithFixedDelay(() -> {
            if (base.changed()) {
                tell(base.refresh(sets));
            }
        }, LOOK_AT_DOCUMENTS_EVERY_S, LOOK_AT_DOCUMENTS_EVERY_S, TimeUnit.SECONDS);
        open.push(() -> looking.cancel(false));
        return Optional.of(base);
    }

    /** Kept on the disk, so that after a restart only what has changed is read. */
    private KnowledgeBase base() throws CannotStart {
        return switch (KnowledgeBase.open(state.resolve("documents"), models.sentences())) {
            case KnowledgeBase.Opened.Ready(var base) -> base;
            case KnowledgeBase.Opened.Refused(var failure) ->
                throw new CannotStart(failure.detail());
        };
    }

    private static void tell(Refreshing refreshing) {
        switch (refreshing) {
            case Refreshing.Done(var done) -> {
                LOG.info("documents read: {}", done);
                done.problems().forEach(problem -> LOG.warn("document not read: {}", problem));
            }
            case Refreshing.Failed(var failure) ->
                LOG.error("documents are as they were: {}", failure.detail());
        }
    }

    @Override
    public void close() {
        open.close();
    }
}
