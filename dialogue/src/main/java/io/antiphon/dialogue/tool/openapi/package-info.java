/** Knows how an operation of an OpenAPI document becomes a request over HTTP. */
@NullMarked
package io.antiphon.dialogue.tool.openapi;

import org.jspecify.annotations.NullMarked;
