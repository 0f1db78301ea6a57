package io.antiphon.dialogue.knowledge.passage;

import io.antiphon.dialogue.knowledge.read.Block;
import io.antiphon.dialogue.knowledge.read.Document;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a document into passages: what stands under one heading belongs together, up to a size; a paragraph that is
 * longer by itself is cut between its sentences, and then the last of them is the first of the next passage, too.
 * Stateless, any thread.
 */
public final class Chunker {

    /** Some four sentences: what is larger is about several things, and its vector about none. */
    private static final int MOST_WORDS = 80;

    private Chunker() {}

    /**
     * The passages of a document, in its order.
     *
     * @param file as it is to be named in {@link Passage#file()}
     */
    public static List<Passage> passages(String file, Document document) {
        var cut = new Cut(file, document.title());
        for (var block : document.blocks()) {
            cut.add(block);
        }
        cut.end();
        return List.copyOf(cut.passages);
    }

    private static int words(List<String> sentences) {
        return sentences.stream().mapToInt(sentence -> sentence.split(" ").length).sum();
    }

    /** One document on its way. */
    private static final class Cut {

        private final String file;
        private final String title;
        private final List<Passage> passages = new ArrayList<>();
        private final List<Block> blocks = new ArrayList<>();
        private final List<String> sentences = new ArrayList<>();

        Cut(String file, String title) {
            this.file = file;
            this.title = title;
        }

        void add(Block block) {
            var more = switch (block.kind()) {
                case ROW -> List.of(block.text());
                case PARAGRAPH, ITEM -> Sentences.of(block.text());
            };
            boolean belongs = blocks.isEmpty()
                    || (blocks.getFirst().headings().equals(block.headings())
                            && words(sentences) + words(more) <= MOST_WORDS);
            if (!belongs) {
                end();
            }
            blocks.add(block);
            for (var sentence : more) {
                add(block, sentence);
            }
        }

        private void add(Block block, String sentence) {
            if (words(sentences) + words(List.of(sentence)) > MOST_WORDS && !sentences.isEmpty()) {
                var last = sentences.getLast();
                end();
                blocks.add(block);
                if (words(List.of(last, sentence)) <= MOST_WORDS) {
                    sentences.add(last);
                }
            }
            sentences.add(sentence);
        }

        void end() {
            if (!sentences.isEmpty()) {
                var first = blocks.getFirst();
                passages.add(new Passage(file + "#" + (passages.size() + 1), file, title,
                        first.headings(), first.page(), sentences));
            }
            blocks.clear();
            sentences.clear();
        }
    }
}
