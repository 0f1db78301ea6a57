package io.antiphon.rules;

import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import org.jspecify.annotations.NullMarked;

/** Rules that the compiler cannot keep: the arrows of {@code docs/architecture.md}, and the homes. */
@AnalyzeClasses(packages = "io.antiphon", importOptions = DoNotIncludeTests.class)
class HouseRulesTest {

    private static final String[] SIP = {"io.antiphon.sip.."};
    private static final String[] MEDIA = {"io.antiphon.media.."};
    private static final String[] ASR = {"io.antiphon.asr.."};
    private static final String[] TTS = {"io.antiphon.tts.."};
    private static final String[] DIALOGUE = {"io.antiphon.dialogue.."};
    private static final String SERVER = "io.antiphon.server..";

    @ArchTest
    static final ArchRule sipKnowsNoSibling = knowsNone(SIP, MEDIA, ASR, TTS, DIALOGUE);

    @ArchTest
    static final ArchRule mediaKnowsNoSibling = knowsNone(MEDIA, SIP, ASR, TTS, DIALOGUE);

    @ArchTest
    static final ArchRule asrKnowsNoSibling = knowsNone(ASR, SIP, MEDIA, TTS, DIALOGUE);

    @ArchTest
    static final ArchRule ttsKnowsNoSibling = knowsNone(TTS, SIP, MEDIA, ASR, DIALOGUE);

    @ArchTest
    static final ArchRule dialogueKnowsNoSibling = knowsNone(DIALOGUE, SIP, MEDIA, ASR, TTS);

    @ArchTest
    static final ArchRule nobodyReadsTheClocks = noClasses().that()
            .doNotHaveFullyQualifiedName("io.antiphon.server.SystemTime")
            .and()
            .resideOutsideOfPackage("io.antiphon.bench..")
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class)
            .because("time comes from a NanoClock, so that tests can hold it");

    @ArchTest
    static final ArchRule threadsAreMadeInOnePlace = noClasses().that()
            .doNotHaveFullyQualifiedName("io.antiphon.server.Threads")
            .should()
            .callConstructor(Thread.class, Runnable.class)
            .orShould()
            .callConstructor(Thread.class, Runnable.class, String.class)
            .orShould()
            .callMethod(Thread.class, "ofVirtual")
            .orShould()
            .callMethod(Thread.class, "ofPlatform")
            .orShould()
            .callMethod(Thread.class, "startVirtualThread", Runnable.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Executors.class);

    @ArchTest
    static final ArchRule fieldsAreNotPublic = fields().that()
            .doNotHaveModifier(JavaModifier.STATIC)
            .should()
            .notBePublic();

    @ArchTest
    static final ArchRule packagesFormNoCycles = slices().matching("io.antiphon.(**)")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule nettyIsAtHome = livesIn("io.netty..", "io.antiphon.sip.wire..",
            "io.antiphon.sip.dns..",
            "io.antiphon.sip.core..", "io.antiphon.media.net..");

    @ArchTest
    static final ArchRule jainSipIsAtHome = livesIn("gov.nist..", "io.antiphon.sip.core..",
            "io.antiphon.sip.wire..");

    @ArchTest
    static final ArchRule jainSipTypesAreAtHome = livesIn("javax.sip..", "io.antiphon.sip.core..",
            "io.antiphon.sip.wire..");

    @ArchTest
    static final ArchRule disruptorIsAtHome = livesIn("com.lmax..", "io.antiphon.media.lane..");

    @ArchTest
    static final ArchRule jitsiIsAtHome = livesIn("org.jitsi..", "io.antiphon.media.secure..");

    @ArchTest
    static final ArchRule bouncyCastleIsAtHome = livesIn("org.bouncycastle..",
            "io.antiphon.media.dtls..");

    @ArchTest
    static final ArchRule onnxIsAtHome = livesIn("ai.onnxruntime..", "io.antiphon.asr.onnx..",
            "io.antiphon.asr.vad..", "io.antiphon.tts.piper..", "io.antiphon.dialogue.embed..",
            "io.antiphon.dialogue.llm.local.onnx..");

    @ArchTest
    static final ArchRule voskIsAtHome = livesIn("org.vosk..", "io.antiphon.asr.vosk..");

    @ArchTest
    static final ArchRule djlIsAtHome = livesIn("ai.djl..",
            "io.antiphon.dialogue.llm.local.torch..", "io.antiphon.dialogue.embed..");

    @ArchTest
    static final ArchRule pdfBoxIsAtHome = livesIn("org.apache.pdfbox..",
            "io.antiphon.dialogue.knowledge.read..");

    @ArchTest
    static final ArchRule jsoupIsAtHome = livesIn("org.jsoup..",
            "io.antiphon.dialogue.knowledge.read..");

    @ArchTest
    static final ArchRule commonmarkIsAtHome = livesIn("org.commonmark..",
            "io.antiphon.dialogue.knowledge.read..");

    @ArchTest
    static final ArchRule luceneIsAtHome = livesIn("org.apache.lucene..",
            "io.antiphon.dialogue.knowledge.index..");

    @ArchTest
    static final ArchRule llamaIsAtHome = livesIn("de.kherud..",
            "io.antiphon.dialogue.llm.local.llama..");

    @ArchTest
    static final ArchRule schemaValidatorIsAtHome = livesIn("com.networknt..",
            "io.antiphon.dialogue.schema..");

    @ArchTest
    static final ArchRule biweeklyIsAtHome = livesIn("biweekly..",
            "io.antiphon.dialogue.tool.calendar..");

    @ArchTest
    static final ArchRule mailIsAtHome = livesIn("jakarta.mail..",
            "io.antiphon.dialogue.tool.mail..");

    @ArchTest
    static final ArchRule angusIsAtHome = livesIn("org.eclipse.angus..",
            "io.antiphon.dialogue.tool.mail..");

    @ArchTest
    static final ArchRule prometheusIsAtHome = livesIn("io.prometheus..",
            "io.antiphon.server.metrics..");

    @ArchTest
    static final ArchRule picocliIsAtHome = livesIn("picocli..", "io.antiphon.cli..");

    @ArchTest
    static final ArchRule commonsCompressIsAtHome = livesIn("org.apache.commons.compress..",
            "io.antiphon.cli.models..");

    @ArchTest
    static final ArchRule packagesAreNullMarked = classes().should(beInANullMarkedPackage());

    private static ArchRule knowsNone(String[] who, String[]... others) {
        var forbidden = new ArrayList<>(List.of(SERVER));
        for (var other : others) {
            forbidden.addAll(List.of(other));
        }
        return noClasses().that()
                .resideInAnyPackage(who)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden.toArray(String[]::new));
    }

    private static ArchRule livesIn(String library, String... homes) {
        return noClasses().that()
                .resideOutsideOfPackages(homes)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }

    private static ArchCondition<JavaClass> beInANullMarkedPackage() {
        return new ArchCondition<>("be in a @NullMarked package") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                    events.add(violated(type, type.getPackageName() + " is not @NullMarked"));
                }
            }
        };
    }
}
