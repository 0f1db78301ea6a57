/** Knows how text, Markdown, HTML, PDF and DOCX are read: as blocks of text under headings, or why they cannot be. */
@NullMarked
package io.antiphon.dialogue.knowledge.read;

import org.jspecify.annotations.NullMarked;
