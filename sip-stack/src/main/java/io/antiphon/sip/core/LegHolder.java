package io.antiphon.sip.core;

import java.util.Optional;

/** A call that may be up. Sip thread. */
interface LegHolder {

    /** The call, as long as it is up. */
    Optional<Leg> leg();
}
