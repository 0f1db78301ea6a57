/** Knows how the server is watched and steered over HTTP; see {@code docs/api.md}. */
@NullMarked
package io.antiphon.server.admin;

import org.jspecify.annotations.NullMarked;
