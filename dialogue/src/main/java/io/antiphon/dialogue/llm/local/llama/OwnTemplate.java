package io.antiphon.dialogue.llm.local.llama;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.antiphon.dialogue.llm.Message;
import io.antiphon.dialogue.llm.Message.Role;
import io.antiphon.dialogue.llm.local.engine.ModelFault;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A chat as the template in the model's own file writes it. llama.cpp renders the template around marks that stand for
 * the texts, which are put in afterwards: so no template sees what was said, and what its binding cannot carry back (all
 * letters beyond 16 bits) need not pass by it. Belongs to the engine's thread.
 *
 * <p>llama.cpp ends the process where a template raises an exception. When it loads a model it tries, and catches, one
 * conversation: system, user, assistant, user. So a template that may raise one is only ever shown conversations like that:
 * an instruction at the beginning or none, and user and assistant by turns, the user first and last.
 */
final class OwnTemplate implements Chat {

    /** What stands first where the agent spoke first and a template wants the user to. */
    static final String OPENING = "(The call has begun.)";

    /** What stands last where the agent spoke last. */
    static final String SILENCE = "(The caller says nothing.)";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern MARKS = Pattern.compile("antiphon-(\\d+)-text");
    /** As templates of all families write around a message: {@code <|user|>}, {@code [INST]}, {@code <<SYS>>}. */
    private static final Pattern CONTROL = Pattern.compile(
            "<\\|[^|<>\\s]{1,40}\\|>|<<[^<>\\s]{1,40}>>|</?[A-Za-z_][^<>\\s]{0,40}>|\\[/?[A-Z_]{2,30}]");
    /** The marks of tools are ours to write. */
    private static final Set<String> OURS = Set.of("<tool_call>", "</tool_call>",
            "<tool_response>", "</tool_response>");
    private static final int SHORTEST_CONTROL = 3;
    private static final String CHAT_ML = "<|im_start|>";

    private final UnaryOperator<String> rendering;
    private final boolean isStrict;
    private final Set<String> controls = new LinkedHashSet<>();
    private String around = "";

    /** What one role says at a stretch. */
    private record Turn(String role, String text) {}

    private OwnTemplate(UnaryOperator<String> rendering, boolean isStrict) {
        this.rendering = rendering;
        this.isStrict = isStrict;
    }

    /**
     * Tries the template.
     *
     * @param rendering renders a conversation in JSON by the file's template
     */
    static OwnTemplate open(Gguf file, UnaryOperator<String> rendering) throws ModelFault {
        String template = template(file);
        var chat = new OwnTemplate(rendering, template.contains("raise_exception"));
        chat.controls.addAll(file.specialTokens());
        chat.tryOut(template);
        chat.controls.removeIf(
                control -> control.length() < SHORTEST_CONTROL || OURS.contains(control));
        return chat;
    }

    static String template(Gguf file) throws ModelFault {
        return file.template()
                .orElseThrow(() -> new ModelFault("the model has no chat template "
                        + "(tokenizer.chat_template), so nobody knows how a conversation is told to it; "
                        + "expected a model that was trained for chats, or a folder with settings.json"));
    }

    private void tryOut(String template) throws ModelFault {
        String written = rendered(List.of(new Turn("system", ""), new Turn("user", ""),
                new Turn("assistant", ""), new Turn("user", "")));
        // Whatever llama.cpp cannot render it replaces without a word.
        if (written.contains(CHAT_ML) && !template.contains("im_start")) {
            throw new ModelFault("the chat template of the model is none that llama.cpp renders");
        }
        var found = MARKS.matcher(written);
        int end = 0;
        int texts = 0;
        while (found.find()) {
            if (Integer.parseInt(found.group(1)) != texts++) {
                throw unfaithful();
            }
            String between = written.substring(end, found.start());
            around = between.length() > around.length() ? between : around;
            end = found.end();
        }
        if (texts != 4) {
            throw unfaithful();
        }
        CONTROL.matcher(written).results().forEach(each -> controls.add(each.group()));
    }

    private static ModelFault unfaithful() {
        return new ModelFault("the chat template of the model does not write down what was said: "
                + "expected instruction, user, assistant and user in that order");
    }

    @Override
    public String prompt(List<Message> messages) {
        var turns = turns(messages);
        return MARKS.matcher(rendered(turns))
                .replaceAll(found -> Matcher.quoteReplacement(
                        turns.get(Integer.parseInt(found.group(1))).text()));
    }

    @Override
    public String message(Message message) {
        return around + harmless(message.text());
    }

    private List<Turn> turns(List<Message> messages) {
        var turns = new ArrayList<Turn>();
        for (var message : messages) {
            String role = role(message.role(), turns.isEmpty());
            boolean isFirst = turns.isEmpty() || turns.getLast().role().equals("system");
            if (isStrict && isFirst && role.equals("assistant")) {
                turns.add(new Turn("user", OPENING));
            }
            String text = harmless(message.text());
            if (!turns.isEmpty() && turns.getLast().role().equals(role)) {
                text = turns.removeLast().text() + "\n" + text;
            }
            turns.add(new Turn(role, text));
        }
        if (isStrict && !turns.isEmpty() && turns.getLast().role().equals("assistant")) {
            turns.add(new Turn("user", SILENCE));
        }
        if (turns.stream().noneMatch(turn -> turn.role().equals("user"))) {
            turns.add(new Turn("user", OPENING));
        }
        return turns;
    }

    private String role(Role role, boolean isFirst) {
        return switch (role) {
            case SYSTEM -> isStrict && !isFirst ? "user" : "system";
            case CALLER, TOOL -> "user";
            case AGENT -> "assistant";
        };
    }

    private String rendered(List<Turn> turns) {
        var conversation = JSON.createObjectNode();
        var messages = conversation.putArray("messages");
        for (int at = 0; at < turns.size(); at++) {
            messages.addObject()
                    .put("role", turns.get(at).role())
                    .put("content", "antiphon-%d-text".formatted(at));
        }
        return rendering.apply(conversation.toString());
    }

    /** Whoever speaks of a control token must not become another speaker by it. */
    private String harmless(String text) {
        String harmless = text.strip().replace("<|", "< |");
        for (var control : controls) {
            harmless = harmless.replace(control, control.charAt(0) + " " + control.substring(1));
        }
        return harmless;
    }
}
