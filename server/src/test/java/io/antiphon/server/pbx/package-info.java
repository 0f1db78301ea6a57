/** What a PBX is told. */
@NullMarked
package io.antiphon.server.pbx;

import org.jspecify.annotations.NullMarked;
