package io.antiphon.dialogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.dialogue.campaign.BargeIn;
import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.Ending;
import io.antiphon.dialogue.campaign.yaml.TemplateReading;
import io.antiphon.dialogue.session.CallerTurn;
import io.antiphon.dialogue.session.Conversation;
import io.antiphon.dialogue.session.Reply;
import io.antiphon.own.Owner;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrontDeskTest {

    private static final CampaignTemplate TEMPLATE = switch (Agents.find("front-desk")) {
        case TemplateReading.Accepted(var template) -> template;
        case TemplateReading.Refused refused -> throw new AssertionError(refused.describe());
    };

    private final Owner call = new Owner("call");
    private final Conversation conversation = new Conversation(call, TEMPLATE, Noon.CLOCK);

    @BeforeEach
    void begin() {
        call.claim();
        assertSays("Lindenhof Practice, good day. How can I help you?", conversation.opening());
    }

    @Test
    void theDemoCallerGetsAllThatTheyAskFor() {
        var hours = hear("hello what are your opening hours");
        assertTrue(text(hours).contains("Monday to Friday"));
        assertTrue(text(hours).endsWith("?"), text(hours));

        assertSays("Tuesday at ten o'clock, very well. May I have your name, please?",
                hear("i would like to make an appointment for tuesday at ten o'clock"));
        var readBack = hear("my name is anna miller");
        assertTrue(text(readBack).contains("Anna Miller. I have Tuesday at ten o'clock"));
        assertTrue(text(readBack).contains("insurance card"));
        assertTrue(text(readBack).endsWith("Is that correct? Say yes, or press one."));
        assertTrue(readBack.plan().bargeIn() == BargeIn.ANY);

        var corrected = hear("no wait i would rather come on wednesday");
        assertTrue(text(corrected).contains("Wednesday at ten o'clock for Anna Miller"));
        assertTrue(text(corrected).endsWith("Is that correct? Say yes, or press one."));

        var booked = conversation.digit('1');
        assertTrue(
                text(booked).startsWith("Your appointment on Wednesday at ten o'clock is noted."));

        assertSays("Of course. What shall I tell the doctor?", hear("can i leave a message"));
        assertTrue(text(hear("please tell the doctor that i will be ten minutes late"))
                .contains("Please tell the doctor that I will be ten minutes late."));

        var end = hear("no thank you goodbye");
        assertEquals(Optional.of(new Ending.HangUp()), end.plan().ending());
        assertFalse(end.plan().bargeIn() == BargeIn.ANY);
        assertTrue(conversation.isOver());
    }

    @Test
    void whatNoScriptForeseesIsForAModelWhichBringsTheCallerBack() {
        var riddle = hear("it is raining today");
        assertTrue(text(riddle).startsWith("Sorry, I did not catch that."), text(riddle));
        var task = riddle.prompt().request().orElseThrow().messages().getFirst().text();
        assertTrue(task.contains("no script foresees"), task);
        assertTrue(task.contains("End with this question: How can I help you?"), task);
    }

    @Test
    void theDemoCallerIsUnderstoodInSpiteOfWordErrors() {
        assertTrue(text(hear("hello what are you opening ours")).contains("Monday to Friday"));
        assertSays("Tuesday at ten o'clock, very well. May I have your name, please?",
                hear("i would like to make an apointment for tusday at ten o clock"));
        assertTrue(text(hear("my name is ana miler")).contains("Ana Miler"));
        assertTrue(text(hear("no wait i would rather come on wensday")).contains("Wednesday"));
        assertTrue(text(hear("yet")).contains("noted"));
        assertEquals("ask-message", stageAfter("can i leave message"));
        assertTrue(text(hear("please tell the doctor that i will be ten minute late"))
                .contains("ten minute late"));
        assertEquals("farewell", stageAfter("no thank you good bye"));
    }

    @Test
    void anUhHuhIsNoTurnUnlessYesOrNoWasAsked() {
        hear("i would like to make an appointment");
        assertTrue(hear("uh-huh").plan().isSilent());
        assertTrue(hear("um").plan().isSilent());
        assertEquals("ask-day", conversation.stage());
        hear("tuesday at ten");
        hear("anna miller");
        assertEquals("anything-else", stageAfter("mhm"));
    }

    @Test
    void whatIsKnownIsNotAskedFor() {
        assertEquals("ask-day", stageAfter("i need an appointment"));
        assertEquals("ask-time", stageAfter("on monday please"));
        assertEquals("ask-name", stageAfter("half past two"));
        assertEquals("confirm", stageAfter("anna miller"));
        assertEquals("14:30", field("time"));
        assertEquals("anything-else", stageAfter("yes that is right"));
        assertEquals("move-day", stageAfter("i would like to move my appointment"));
    }

    @Test
    void anAnswerToAnotherQuestionIsKeptAndTheQuestionAskedAgain() {
        hear("i would like to make an appointment");
        assertEquals("ask-day", stageAfter("at ten o'clock"));
        assertEquals("ask-name", stageAfter("on monday"));
        assertEquals("10:00", field("time"));
    }

    @Test
    void aQuestionInBetweenIsAnsweredAndTheInterruptedOneAskedAgain() {
        hear("i would like to make an appointment");
        hear("on friday");
        var hours = hear("when are you open");
        assertTrue(text(hours).contains("Monday to Friday"));
        assertTrue(text(hours).endsWith("time on Friday?"), text(hours));
        assertEquals("ask-time", conversation.stage());
    }

    @Test
    void aNewAppointmentBeginsAnew() {
        hear("i would like to make an appointment for tuesday at ten o'clock");
        hear("my name is anna miller");
        hear("yes");
        assertEquals("ask-day", stageAfter("i would like to make an appointment"));
    }

    @ParameterizedTest
    @CsvSource({"yes, anything-else", "yeah that is correct, anything-else",
            "yes thank you goodbye, anything-else", "one, anything-else", "no, what-to-change",
            "that is not right, what-to-change", "two, what-to-change",
            "the time is wrong, what-to-change",
            "no at eleven o'clock please, confirm", "i would rather come on friday, confirm",
            "i want to cancel my appointment, cancel-day", "what did you say, confirm",
            "goodbye, farewell", "yes tuesday is fine, anything-else"})
    void confirmationTakesManyAnswers(String answer, String stage) {
        hear("i would like to make an appointment for tuesday at ten o'clock");
        hear("my name is anna miller");
        assertEquals(stage, stageAfter(answer));
    }

    @Test
    void theCallerChoosesWhatToChange() {
        hear("i would like to make an appointment for tuesday at ten o'clock");
        hear("my name is anna miller");
        hear("no");
        assertEquals("change-name", stageAfter("the name"));
        assertEquals("confirm", stageAfter("hannah miller"));
        assertEquals("Hannah Miller", field("name"));
    }

    @Test
    void cancellingAsksForNameAndDay() {
        assertEquals("cancel-name", stageAfter("i have to cancel my appointment"));
        assertEquals("cancel-day", stageAfter("peter stone"));
        assertEquals("cancel-confirm", stageAfter("it is on thursday"));
        assertTrue(text(conversation.digit('1'))
                .startsWith("The appointment on Thursday is cancelled."));
    }

    @Test
    void aNumberCanBeTypedOrTold() {
        assertEquals("ask-number", stageAfter("can i speak to somebody please"));
        for (char key : "030123456".toCharArray()) {
            assertTrue(conversation.digit(key).plan().isSilent());
        }
        assertTrue(text(conversation.digit('#'))
                .contains("zero three zero, one two three, four five six"));
        assertEquals("confirm-number", stageAfter("no it is oh three double one two five five"));
        assertEquals("03112 55".replace(" ", ""), field("phone"));
        assertEquals("anything-else", stageAfter("yes"));
    }

    @Test
    void aPauseEndsATypedNumber() {
        hear("please call me back");
        for (char key : "12345".toCharArray()) {
            assertTrue(conversation.digit(key).plan().isSilent());
        }
        assertTrue(text(conversation.silence()).contains("one two three, four five"));
    }

    @Test
    void riddlesAreAskedAgainTwiceAndThenTheNumberIsTaken() {
        assertSays("Sorry, I did not catch that. How can I help you?",
                hear("purple elephants dance"));
        assertTrue(text(hear("green tables sing")).startsWith("I am sorry, I still did not"));
        hear("seven yellow birds");
        assertEquals("ask-number", conversation.stage());
    }

    @Test
    void silenceIsAskedAboutTwiceAndThenEndsTheCall() {
        assertTrue(text(conversation.silence()).startsWith("Are you still there?"));
        assertTrue(text(conversation.silence()).startsWith("I cannot hear you."));
        assertEquals(Optional.of(new Ending.HangUp()), conversation.silence().plan().ending());
    }

    @ParameterizedTest
    @ValueSource(strings = {"how are you", "are you a robot", "hello", "thank you very much"})
    void courtesiesAreReturned(String courtesy) {
        assertTrue(text(hear(courtesy)).endsWith("?"));
    }

    private Reply hear(String text) {
        return conversation.hear(new CallerTurn(text, 1));
    }

    private String stageAfter(String text) {
        var reply = hear(text);
        return reply.trace().stageAfter();
    }

    private String field(String name) {
        return Optional.ofNullable(conversation.fields().get(name)).orElseThrow().value();
    }

    private static String text(Reply reply) {
        return String.join(" ", reply.plan().lines());
    }

    private static void assertSays(String expected, Reply reply) {
        assertEquals(expected, text(reply));
    }
}
