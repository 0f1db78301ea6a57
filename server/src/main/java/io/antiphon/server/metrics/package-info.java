/** Knows what is counted, and how it is shown to whoever collects it. */
@NullMarked
package io.antiphon.server.metrics;

import org.jspecify.annotations.NullMarked;
