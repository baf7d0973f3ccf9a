package org.scalelite.common.placement;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisStore;

/** The last placements of meetings, which the scripts record for a day. */
@Singleton
public record PlacementLog(RedisStore redis) {
    private static final ObjectMapper JSON =
            new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

    /**
     * The placements of a meeting, the last one first.
     *
     * @param tenant id of its tenant; empty if it has none
     */
    public List<PlacementRecord> of(String tenant, String meetingId) {
        String key = redis.keys().of(RedisKey.PLACEMENTS, tenant + ':' + meetingId);
        return redis.<List<String>>call(commands -> commands.lrange(key, 0, -1)).stream()
                .map(PlacementLog::parsed)
                .toList();
    }

    private static PlacementRecord parsed(String json) {
        try {
            return JSON.readValue(json, Stored.class).placement();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("the record of a placement cannot be read", e);
        }
    }

    /** As the script writes it. */
    record Stored(
            long at,
            String outcome,
            String server,
            int users,
            String basis,
            String tags,
            boolean required,
            String zone,
            int unavailable,
            @Nullable List<String> servers) {
        PlacementRecord placement() {
            return new PlacementRecord(
                    Instant.ofEpochMilli(at),
                    outcome,
                    server,
                    users,
                    basis,
                    tags,
                    required,
                    zone,
                    unavailable,
                    Optional.ofNullable(servers).orElse(List.of()).stream()
                            .map(Stored::compared)
                            .toList());
        }

        /** Load, reserved load, reason and server. */
        private static PlacementRecord.Compared compared(String text) {
            String[] parts = text.split(" ", 4);
            return new PlacementRecord.Compared(
                    parts[3], Double.parseDouble(parts[0]), Double.parseDouble(parts[1]), parts[2]);
        }
    }

    @Override
    public String toString() {
        return "placements of meetings";
    }
}
