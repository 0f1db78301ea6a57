/** Knows the configuration file. */
@NullMarked
package io.antiphon.server.config;

import org.jspecify.annotations.NullMarked;
