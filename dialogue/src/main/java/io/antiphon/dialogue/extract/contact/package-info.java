/** Knows how callers tell who and where somebody is: names, addresses of mail, addresses of houses. */
@NullMarked
package io.antiphon.dialogue.extract.contact;

import org.jspecify.annotations.NullMarked;
