/** What the API answers. */
@NullMarked
package io.antiphon.server.admin;

import org.jspecify.annotations.NullMarked;
