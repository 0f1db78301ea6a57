/** Knows how to ask a server over HTTP: requests from arguments, credentials, answers within limits. */
@NullMarked
package io.antiphon.dialogue.tool.http;

import org.jspecify.annotations.NullMarked;
