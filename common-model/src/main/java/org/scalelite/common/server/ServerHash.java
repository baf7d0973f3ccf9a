package org.scalelite.common.server;

import io.lettuce.core.KeyValue;
import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.scalelite.common.config.EnumText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the hash of a server as Scalelite writes it, very old ones included (specification, section 3). */
final class ServerHash {
    private static final Logger LOG = LoggerFactory.getLogger(ServerHash.class);

    /** The fields of the settings that Scalelite does not know. */
    static final String[] SETTINGS =
            Stream.of(Server.Setting.values()).map(EnumText::text).toArray(String[]::new);

    private ServerHash() {}

    static Optional<Server> read(
            ServerId id,
            Map<String, String> hash,
            Map<String, String> counters,
            List<KeyValue<String, String>> settings,
            boolean inEnabledSet,
            Optional<Double> load) {
        String url = hash.get("url");
        if (url == null) {
            LOG.warn("Server {} has no URL in Redis and is left out", id);
            return Optional.empty();
        }
        try {
            return Optional.of(new Server(
                    id,
                    URI.create(url),
                    hash.getOrDefault("secret", ""),
                    Optional.ofNullable(hash.get("tag")).filter(tag -> !tag.isEmpty()),
                    state(hash, inEnabledSet),
                    Boolean.parseBoolean(hash.get("online")),
                    multiplier(hash),
                    load.map(OptionalDouble::of).orElseGet(OptionalDouble::empty),
                    statistics(hash),
                    new Server.PollCounters(number(counters, "healthy_counter"), number(counters, "unhealthy_counter")),
                    settings(settings)));
        } catch (IllegalArgumentException e) {
            LOG.warn("Server {} cannot be read from Redis and is left out: {}", id, e.getMessage());
            return Optional.empty();
        }
    }

    private static Map<Server.Setting, String> settings(List<KeyValue<String, String>> fields) {
        Map<Server.Setting, String> settings = new EnumMap<>(Server.Setting.class);
        fields.forEach(field -> field.ifHasValue(value -> EnumText.find(Server.Setting.class, field.getKey())
                .ifPresent(setting -> settings.put(setting, value))));
        return settings;
    }

    private static Server.State state(Map<String, String> hash, boolean inEnabledSet) {
        String state = hash.get("state");
        if (state == null) {
            return inEnabledSet ? Server.State.ENABLED : Server.State.DISABLED;
        }
        return EnumText.parse(Server.State.class, state);
    }

    private static double multiplier(Map<String, String> hash) {
        try {
            double multiplier = Double.parseDouble(hash.getOrDefault("load_multiplier", "1"));
            return multiplier > 0 ? multiplier : 1;
        } catch (NumberFormatException _) {
            return 1;
        }
    }

    private static Server.Statistics statistics(Map<String, String> hash) {
        return new Server.Statistics(
                number(hash, "meetings"),
                number(hash, "users"),
                number(hash, "largest_meeting"),
                number(hash, "videos"),
                Optional.ofNullable(hash.get("bbb_version")).filter(version -> !version.isEmpty()));
    }

    private static int number(Map<String, String> hash, String field) {
        try {
            return Integer.parseInt(hash.getOrDefault(field, "0"));
        } catch (NumberFormatException _) {
            return 0;
        }
    }
}
