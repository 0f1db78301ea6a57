/** Knows how to prove who we are (RFC 7616) and how to stay registered, without touching a socket. */
@NullMarked
package io.antiphon.sip.account;

import org.jspecify.annotations.NullMarked;
