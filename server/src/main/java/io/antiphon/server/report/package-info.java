/** Knows what becomes of the account of a call: it is kept, and told to whoever wants to know. */
@NullMarked
package io.antiphon.server.report;

import org.jspecify.annotations.NullMarked;
