/** Knows how a letter leaves by SMTP. */
@NullMarked
package io.antiphon.dialogue.tool.mail;

import org.jspecify.annotations.NullMarked;
