package org.scalelite.common.callback;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.function.Supplier;
import org.scalelite.common.callback.CallbackSender.DeliveryResult;
import org.scalelite.common.metrics.Buckets;

/** How attempts to deliver callbacks end, and how long they take. */
final class CallbackMetrics {
    private final MeterRegistry meters;

    CallbackMetrics(MeterRegistry meters) {
        this.meters = meters;
        for (OutboundCallback.Kind kind : OutboundCallback.Kind.values()) {
            Timer _ = timer(kind, "delivered");
        }
    }

    DeliveryResult timed(OutboundCallback.Kind kind, Supplier<DeliveryResult> attempt) {
        Timer.Sample sample = Timer.start(meters);
        DeliveryResult result = attempt.get();
        long _ = sample.stop(timer(kind, text(result)));
        return result;
    }

    private static String text(DeliveryResult result) {
        return switch (result) {
            case DeliveryResult.Delivered _ -> "delivered";
            case DeliveryResult.Gone _ -> "gone";
            case DeliveryResult.Refused _ -> "refused";
            case DeliveryResult.Failed _ -> "failed";
        };
    }

    private Timer timer(OutboundCallback.Kind kind, String result) {
        return Buckets.ofCalls("scalelite.callback.deliveries")
                .description("Attempts to deliver callbacks, by kind and result")
                .tag("kind", kind.text())
                .tag("result", result)
                .register(meters);
    }
}
