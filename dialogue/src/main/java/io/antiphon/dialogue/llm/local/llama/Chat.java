package io.antiphon.dialogue.llm.local.llama;

import io.antiphon.dialogue.llm.Message;
import java.util.List;

/** How messages become the text of which llama.cpp makes tokens. */
interface Chat {

    /** The messages, and the beginning of the agent's answer. */
    String prompt(List<Message> messages);

    /** One of them with what stands around it, roughly: as long as it is in a prompt. */
    String message(Message message);
}
