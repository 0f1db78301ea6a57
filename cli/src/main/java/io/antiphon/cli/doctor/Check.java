package io.antiphon.cli.doctor;

import java.util.List;

/** Looks at one thing; never throws, for a doctor who faints helps nobody. */
@FunctionalInterface
interface Check {

    List<Finding> findings();
}
