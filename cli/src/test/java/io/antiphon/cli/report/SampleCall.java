package io.antiphon.cli.report;

import io.antiphon.audio.Wav;
import io.antiphon.cli.report.CallTimeline.Event;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;

/** A call that never was, with something of everything a report can show. */
final class SampleCall {

    private static final int RATE = 8_000;

    private final short[] caller = new short[RATE * 34];
    private final short[] agent = new short[RATE * 34];
    private final Random random = new Random(7);
    private final List<Event> events = new ArrayList<>();
    private final List<Turn> turns = new ArrayList<>();

    SampleCall() {
        server(40, "call.begin", "agent", "front-desk");
        agentSays(1, 600, 3_900,
                "Good morning, this is the practice of Doctor Weber. How can I help you?", "");
        turn("speech", 4_950, 6_700, 7_020, "hello what are your opening hours",
                "We are open Monday to Friday, eight to six.");
        agentSays(2, 7_020, 9_800, "We are open Monday to Friday, eight to six.", "");
        server(7_000, "stage", "from", "greeting", "to", "hours");
        callerWords(10_800, 12_700, "i would like to make an appointment for");
        turn("pause inside", 10_800, 14_900, 15_190,
                "i would like to make an appointment for … tuesday at ten o'clock",
                "May I have your name, please?");
        agentSays(3, 15_190, 16_900, "May I have your name, please?", "");
        server(15_150, "stage", "from", "hours", "to", "appointment");
        server(15_151, "field", "name", "day", "value", "Tuesday");
        turn("speech", 17_900, 19_500, 19_800, "my name is anna miller", "Let me read that back.");
        agentSays(4, 19_800, 23_900,
                "Let me read that back: an appointment for Anna Miller on Tuesday,", "");
        backchannel();
        agentSays(5, 23_950, 25_480, "at ten o'clock with", "Doctor Weber. Is that right?");
        bargeIn();
        agentSays(6, 27_680, 31_000, "Wednesday then, at ten o'clock. Press one to confirm.", "");
        key();
        events.sort(Comparator.comparingDouble(Event::atMs));
    }

    CallTimeline timeline() {
        var facts = new LinkedHashMap<String, String>();
        facts.put("held", "2026-03-02 10:15 UTC");
        facts.put("from", "sip:caller@127.0.0.1");
        facts.put("to", "sip:100@127.0.0.1:5060");
        facts.put("agent", "front-desk");
        facts.put("codec", "PCMU");
        facts.put("recogniser", "ctc front-desk-8k");
        facts.put("agent's voice", "flite slt");
        facts.put("caller's voice", "flite rms");
        return new CallTimeline(facts, 34_000, turns, events);
    }

    Wav stereo() {
        return new Wav(RATE, List.of(caller, agent));
    }

    private void turn(String kind, double from, double to, double reply, String said,
            String answer) {
        callerWords(from, to, said);
        server(to + 190, "heard.final", "text",
                said.replace("… ", "").replace("miller", "mueller"));
        server(to + 210, "turn.over", "reason", "COMPLETE");
        turns.add(new Turn(turns.size() + 1, kind, said,
                said.replace("… ", "").replace("miller", "mueller"),
                answer,
                new Turn.Times(OptionalDouble.of(from), OptionalDouble.of(to),
                        OptionalDouble.of(reply),
                        OptionalDouble.of(reply - to), OptionalDouble.empty()),
                ""));
    }

    private void backchannel() {
        callerWords(21_600, 22_050, "uh-huh");
        floor(21_720, "DUCKED", "DUCK");
        floor(21_900, "HELD", "HOLD");
        floor(22_260, "AGENT", "RESUME");
        silence(agent, 21_900, 22_260);
        turns.add(new Turn(turns.size() + 1, "backchannel", "uh-huh", "", "", new Turn.Times(
                OptionalDouble.of(21_600), OptionalDouble.of(22_050), OptionalDouble.empty(),
                OptionalDouble.empty(), OptionalDouble.empty()), ""));
    }

    private void bargeIn() {
        floor(25_390, "DUCKED", "DUCK");
        floor(25_450, "HELD", "HOLD");
        floor(25_740, "CALLER", "CUT");
        callerWords(25_300, 27_360, "no wait i would rather come on wednesday");
        server(27_560, "heard.final", "text", "no wait i would rather come on wednesday");
        server(27_600, "field", "name", "day", "value", "Wednesday");
        turns.add(new Turn(turns.size() + 1, "barge-in", "no wait i would rather come on wednesday",
                "no wait i would rather come on wednesday",
                "Wednesday then, at ten o'clock. Press one to confirm.",
                new Turn.Times(OptionalDouble.of(25_300), OptionalDouble.of(27_360),
                        OptionalDouble.of(27_680),
                        OptionalDouble.of(320), OptionalDouble.of(180)),
                ""));
    }

    private void key() {
        server(32_100, "dtmf", "digit", "1");
        event(32_000, "caller", "line.begin", "line", turns.size() + 1);
        event(32_160, "caller", "line.end", "line", turns.size() + 1);
        turns.add(new Turn(turns.size() + 1, "key", "1", "1", "",
                new Turn.Times(OptionalDouble.of(32_000),
                        OptionalDouble.of(32_160), OptionalDouble.empty(), OptionalDouble.empty(),
                        OptionalDouble.empty()),
                "no reply </script>"));
    }

    private void callerWords(double from, double to, String text) {
        babble(caller, from, to);
        server(from + 90, "voice.begin");
        server(to + 80, "voice.end");
        if (!text.startsWith("uh")) {
            floor(from + 90, "CALLER", "NONE");
        }
        var words = text.replace("… ", "").split(" ", -1);
        for (int i = 0; i < words.length; i++) {
            double at = from + (to - from) * (i + 1) / words.length + 120;
            server(at, "heard.partial", "text", String.join(" ", List.of(words).subList(0, i + 1)));
        }
    }

    private void agentSays(int utterance, double from, double to, String heard, String unheard) {
        babble(agent, from, to);
        floor(from, "AGENT", "NONE");
        event(from, "server", "speech.begin", "utterance", utterance, "text",
                (heard + " " + unheard).strip());
        event(to, "server", "speech.end", "utterance", utterance, "how",
                unheard.isEmpty() ? "SPOKEN" : "CUT",
                "heard", heard, "unheard", unheard);
        if (unheard.isEmpty()) {
            floor(to, "OPEN", "NONE");
        }
    }

    private void floor(double at, String state, String order) {
        server(at, "floor", "state", state, "order", order);
    }

    private void server(double at, String type, Object... fields) {
        event(at, "server", type, fields);
    }

    private void event(double at, String source, String type, Object... fields) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < fields.length; i += 2) {
            map.put(fields[i].toString(), fields[i + 1]);
        }
        events.add(new Event(at, source, type, Map.copyOf(map)));
    }

    /** Noise in syllables: looks like speech. */
    private void babble(short[] track, double fromMs, double toMs) {
        double level = 0;
        double goal = 1;
        for (int i = (int) (fromMs * 8); i < toMs * 8; i++) {
            if (i % 900 == 0) {
                goal = random.nextInt(5) == 0 ? 0.05 : 0.25 + random.nextDouble() * 0.75;
            }
            level += (goal - level) / 160;
            track[i] = (short) (random.nextGaussian() * 4_500 * level * (1 + Math.sin(i / 9.0))
                    / 2);
        }
    }

    private static void silence(short[] track, double fromMs, double toMs) {
        Arrays.fill(track, (int) (fromMs * 8), (int) (toMs * 8), (short) 0);
    }
}
