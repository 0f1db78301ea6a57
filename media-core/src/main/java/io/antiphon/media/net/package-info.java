/** Knows how datagrams come and go, and whose thread they come and go on; Netty lives here. */
@NullMarked
package io.antiphon.media.net;

import org.jspecify.annotations.NullMarked;
