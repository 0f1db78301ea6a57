/** Knows how a call is told afterwards: the file {@code call.json} and the page {@code report.html}. */
@NullMarked
package io.antiphon.cli.report;

import org.jspecify.annotations.NullMarked;
