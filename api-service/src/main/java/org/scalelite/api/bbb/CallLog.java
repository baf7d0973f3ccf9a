package org.scalelite.api.bbb;

import io.github.bucket4j.Bucket;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;
import org.scalelite.common.metrics.Label;
import org.scalelite.common.tenant.Tenant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One line for each call of the BBB API. Of calls that no secret has signed only some are logged, so that their senders cannot
 * fill the disk, and nothing that they contain.
 */
@Singleton
final class CallLog {
    private static final Logger LOG = LoggerFactory.getLogger(CallLog.class);

    /** BBB accepts no longer one. */
    private static final int MAX_MEETING_ID = 256;

    private static final Pattern PLAIN = Pattern.compile("[^\\s\"=\\\\]+");
    private static final int REFUSALS_PER_SECOND = 10;
    private static final int REFUSALS_AT_ONCE = 100;

    private final boolean enabled;
    private final LongAdder omitted = new LongAdder();
    private final Bucket refusals = Bucket.builder()
            .addLimit(
                    limit -> limit.capacity(REFUSALS_AT_ONCE).refillGreedy(REFUSALS_PER_SECOND, Duration.ofSeconds(1)))
            .build();

    CallLog(Settings settings) {
        this.enabled = settings.get(Variables.CALL_LOG);
    }

    /**
     * A call that was answered.
     *
     * @param request once it is accepted
     * @param server that was called last, or that the browser is sent to
     */
    record AnsweredCall(
            BbbCall call, Optional<BbbRequest> request, Optional<String> server, String outcome, Duration time) {
        private Optional<BbbRequest> signed() {
            return request.filter(accepted -> accepted.signer().isPresent());
        }

        private Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("call", call.label());
            fields.put("outcome", Label.word(outcome));
            fields.put("ms", time.toMillis());
            signed().flatMap(BbbRequest::tenant)
                    .map(Tenant::name)
                    .map(Label::of)
                    .ifPresent(tenant -> fields.put("tenant", tenant));
            signed().flatMap(authenticated -> authenticated.parameters().nonEmpty("meetingID"))
                    .map(id -> id.substring(0, Math.min(id.length(), MAX_MEETING_ID)))
                    .ifPresent(id -> fields.put("meeting", id));
            server.ifPresent(host -> fields.put("server", host));
            return fields;
        }
    }

    /** Writes the line of a call, unless too many are refused. */
    void write(AnsweredCall call) {
        if (!enabled || !LOG.isInfoEnabled()) {
            return;
        }
        if (call.signed().isEmpty() && !refusals.tryConsume(1)) {
            omitted.increment();
            return;
        }
        Map<String, Object> fields = call.fields();
        long before = omitted.sumThenReset();
        if (before > 0) {
            fields.put("refusals_omitted", before);
        }
        LoggingEventBuilder line = LOG.atInfo();
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            line = line.addKeyValue(field.getKey(), field.getValue());
        }
        line.log(fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + quoted(String.valueOf(field.getValue())))
                .collect(Collectors.joining(" ")));
    }

    /** A value that could be taken for several fields is in quotation marks. */
    private static String quoted(String value) {
        return PLAIN.matcher(value).matches()
                ? value
                : '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
