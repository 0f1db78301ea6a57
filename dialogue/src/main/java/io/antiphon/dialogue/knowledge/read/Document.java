package io.antiphon.dialogue.knowledge.read;

import java.util.List;

/**
 * What a file says, in its order.
 *
 * @param title what the document calls itself; its file's name where it does not say
 */
public record Document(String title, List<Block> blocks) {

    public Document {
        blocks = List.copyOf(blocks);
    }
}
