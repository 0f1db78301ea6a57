/** Knows how commands read the configuration of a server. */
@NullMarked
package io.antiphon.cli.config;

import org.jspecify.annotations.NullMarked;
