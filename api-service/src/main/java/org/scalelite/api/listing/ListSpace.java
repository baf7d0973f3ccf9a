package org.scalelite.api.listing;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLong;
import org.scalelite.common.bbb.BbbError;
import org.scalelite.common.bbb.BbbException;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;

/**
 * The limit of bytes of all lists on disk, from the first answer of a server until the last caller has read its list.
 */
@Singleton
public final class ListSpace {
    private static final int MIB_SHIFT = 20;

    private final int limitMib;
    private final AtomicLong used = new AtomicLong();

    ListSpace(Settings settings, MeterRegistry metrics) {
        this.limitMib = settings.get(Variables.GET_MEETINGS_BUFFER_MIB);
        Gauge.builder("scalelite.api.getmeetings.buffered.bytes", used, AtomicLong::doubleValue)
                .description("Bytes of getMeetings answers that are being collected or sent")
                .register(metrics);
    }

    /**
     * Reserves bytes.
     *
     * @throws BbbException if the limit is exceeded
     */
    void reserve(long bytes) {
        if (used.addAndGet(bytes) > (long) limitMib << MIB_SHIFT) {
            used.addAndGet(-bytes);
            throw new BbbException(BbbError.meetingListsTooLarge(limitMib));
        }
    }

    void release(long bytes) {
        used.addAndGet(-bytes);
    }
}
