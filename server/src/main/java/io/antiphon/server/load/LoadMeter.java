package io.antiphon.server.load;

import com.sun.management.OperatingSystemMXBean;
import io.antiphon.media.ServerSnapshot;
import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Reads the machine, the lanes and the sip thread. Owned by the watchdog thread. */
public final class LoadMeter {

    private final Supplier<ServerSnapshot> frames;
    private final LongSupplier sipLagNs;
    private final LateFrames lateFrames = new LateFrames();
    private final OperatingSystemMXBean machine = ManagementFactory
            .getPlatformMXBean(OperatingSystemMXBean.class);

    public LoadMeter(Supplier<ServerSnapshot> frames, LongSupplier sipLagNs) {
        this.frames = frames;
        this.sipLagNs = sipLagNs;
    }

    /** Since the last time. A machine that does not tell how busy it is counts as idle. */
    Load measure() {
        return new Load(lateFrames.share(frames.get()),
                Math.max(0, machine.getProcessCpuLoad()), sipLagNs.getAsLong());
    }
}
