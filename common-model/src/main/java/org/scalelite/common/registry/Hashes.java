package org.scalelite.common.registry;

import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.scalelite.common.redis.RedisStore;

/** Fields of many hashes in pipelined round trips. */
record Hashes(RedisStore redis) {

    /** The fields of one hash, in the order they were asked for. */
    record Fields(List<KeyValue<String, String>> values) {

        Optional<String> at(int index) {
            return Optional.ofNullable(values.get(index).getValueOrElse(null));
        }

        /** The field; nothing if it is not there. */
        String text(int index) {
            return at(index).orElse("");
        }
    }

    Map<String, Fields> read(Collection<String> members, UnaryOperator<String> keyOf, String... fields) {
        RedisAsyncCommands<String, String> async = redis.async();
        Map<String, RedisFuture<List<KeyValue<String, String>>>> pending = new LinkedHashMap<>();
        members.forEach(member -> pending.put(member, async.hmget(keyOf.apply(member), fields)));
        Map<String, Fields> found = new LinkedHashMap<>();
        pending.forEach((member, future) -> found.put(member, new Fields(redis.await(future))));
        return found;
    }
}
