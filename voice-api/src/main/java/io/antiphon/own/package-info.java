/** Knows which thread may touch what. */
@NullMarked
package io.antiphon.own;

import org.jspecify.annotations.NullMarked;
