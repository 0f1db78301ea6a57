/** Knows jain-sip: runs its transactions and dialogs on the sip thread and makes calls of them. */
@NullMarked
package io.antiphon.sip.core;

import org.jspecify.annotations.NullMarked;
