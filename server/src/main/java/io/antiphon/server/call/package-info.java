/** Knows the life of a call, from INVITE to record. */
@NullMarked
package io.antiphon.server.call;

import org.jspecify.annotations.NullMarked;
