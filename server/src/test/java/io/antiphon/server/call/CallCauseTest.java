package io.antiphon.server.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.antiphon.sip.SipEnd;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How an end is told. */
class CallCauseTest {

    @ParameterizedTest
    @CsvSource({"486,BUSY", "600,BUSY", "480,NO_ANSWER", "408,NO_ANSWER", "403,REJECTED",
            "433,REJECTED", "603,REJECTED", "607,REJECTED", "608,REJECTED", "404,NOT_FOUND",
            "410,NOT_FOUND", "416,NOT_FOUND", "484,NOT_FOUND", "485,NOT_FOUND", "604,NOT_FOUND",
            "401,NOT_AUTHORISED", "407,NOT_AUTHORISED", "406,INCOMPATIBLE", "415,INCOMPATIBLE",
            "420,INCOMPATIBLE", "421,INCOMPATIBLE", "488,INCOMPATIBLE", "606,INCOMPATIBLE",
            "300,REDIRECTED", "302,REDIRECTED", "380,REDIRECTED", "487,CANCELLED",
            "500,UNAVAILABLE", "502,UNAVAILABLE", "503,UNAVAILABLE", "504,UNAVAILABLE",
            "580,UNAVAILABLE", "400,FAILED", "481,FAILED", "482,FAILED", "483,FAILED",
            "501,FAILED", "513,FAILED", "699,FAILED"})
    void refusalIsJudgedByItsStatus(int status, CallCause cause) {
        var end = new SipEnd(SipEnd.Cause.REJECTED, status, "");
        assertEquals(cause, CallCause.of(end, false));
    }

    @ParameterizedTest
    @CsvSource({"1,NOT_FOUND", "2,NOT_FOUND", "3,NOT_FOUND", "22,NOT_FOUND", "26,NOT_FOUND",
            "28,NOT_FOUND", "17,BUSY", "18,NO_ANSWER", "19,NO_ANSWER", "20,NO_ANSWER",
            "21,REJECTED", "55,REJECTED", "57,REJECTED", "87,REJECTED", "27,UNAVAILABLE",
            "34,UNAVAILABLE", "38,UNAVAILABLE", "41,UNAVAILABLE", "42,UNAVAILABLE",
            "47,UNAVAILABLE", "102,UNAVAILABLE", "65,INCOMPATIBLE", "79,INCOMPATIBLE",
            "88,INCOMPATIBLE"})
    void valueOfQ850SaysMoreThanTheStatus(int value, CallCause cause) {
        var end = new SipEnd(SipEnd.Cause.REJECTED, 500, "", OptionalInt.of(value));
        assertEquals(cause, CallCause.of(end, false));
    }

    @ParameterizedTest
    @CsvSource({"16", "31", "63", "111", "127"})
    void valueThatSaysNothingLeavesItToTheStatus(int value) {
        var end = new SipEnd(SipEnd.Cause.REJECTED, 486, "", OptionalInt.of(value));
        assertEquals(CallCause.BUSY, CallCause.of(end, false));
    }

    @ParameterizedTest
    @CsvSource({"HANGUP_REMOTE,COMPLETED", "HANGUP_LOCAL,COMPLETED", "CANCELLED,CANCELLED",
            "TIMEOUT,NO_ANSWER", "UNREACHABLE,UNREACHABLE", "FAILED,FAILED"})
    void endsWithoutARefusal(SipEnd.Cause how, CallCause cause) {
        assertEquals(cause, CallCause.of(new SipEnd(how, 0, ""), false));
    }

    @Test
    void timeThatRunsOutLaterLosesACall() {
        var end = new SipEnd(SipEnd.Cause.TIMEOUT, 408, "session expired");
        assertEquals(CallCause.LOST, CallCause.of(end, true));
        assertEquals("no-answer", CallCause.NO_ANSWER.word());
    }

    @ParameterizedTest
    @CsvSource({"HANGUP_LOCAL,0,true", "HANGUP_REMOTE,0,true", "HANGUP_REMOTE,16,true",
            "HANGUP_REMOTE,44,false", "HANGUP_REMOTE,38,false", "TIMEOUT,0,false",
            "FAILED,0,false"})
    void whoHangsUpEndsACallInOrderAndWhatBreaksDoesNot(SipEnd.Cause how, int value,
            boolean isInOrder) {
        var q850 = value == 0 ? OptionalInt.empty() : OptionalInt.of(value);
        assertEquals(isInOrder, CallCause.isInOrder(new SipEnd(how, 0, "", q850)));
    }
}
