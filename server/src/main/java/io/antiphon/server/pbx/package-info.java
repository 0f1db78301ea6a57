/** Knows what a PBX has to be told so that it and this server find each other. */
@NullMarked
package io.antiphon.server.pbx;

import org.jspecify.annotations.NullMarked;
