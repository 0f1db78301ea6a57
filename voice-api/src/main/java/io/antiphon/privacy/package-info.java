/** Knows how libraries are kept from telling their makers of us. */
@NullMarked
package io.antiphon.privacy;

import org.jspecify.annotations.NullMarked;
