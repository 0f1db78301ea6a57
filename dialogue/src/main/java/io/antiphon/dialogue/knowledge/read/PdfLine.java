package io.antiphon.dialogue.knowledge.read;

/**
 * A line of a page.
 *
 * @param page counted from 1
 * @param size of its largest letters, in points
 * @param startsParagraph whether it stands apart from the line above
 */
record PdfLine(int page, float size, boolean startsParagraph, String text) {}
