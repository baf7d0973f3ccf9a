package org.scalelite.common.redis;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.MapScanCursor;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.ScoredValue;
import io.lettuce.core.ScoredValueScanCursor;
import io.lettuce.core.ValueScanCursor;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * Reads keys that grow with the number of meetings page by page, so that Redis serves others in between. What exists from
 * beginning to end is read, some of it perhaps twice.
 */
public record RedisScan(RedisStore redis) {
    private static final ScanArgs PAGE = ScanArgs.Builder.limit(500);

    /** The members of a set, a page at a time. */
    public void members(String set, Consumer<List<String>> reader) {
        this.<ValueScanCursor<String>>pages(
                (commands, from) -> commands.sscan(set, from, PAGE), page -> reader.accept(page.getValues()));
    }

    /** The members of a sorted set, a page at a time. */
    public void ranked(String sortedSet, Consumer<List<String>> reader) {
        this.<ScoredValueScanCursor<String>>pages(
                (commands, from) -> commands.zscan(sortedSet, from, PAGE),
                page -> reader.accept(
                        page.getValues().stream().map(ScoredValue::getValue).toList()));
    }

    /** The fields of a hash, a page at a time. */
    public void fields(String hash, Consumer<Map<String, String>> reader) {
        this.<MapScanCursor<String, String>>pages(
                (commands, from) -> commands.hscan(hash, from, PAGE), page -> reader.accept(page.getMap()));
    }

    /** The keys with this prefix whose rest matches a pattern, a page at a time; Redis looks at all its keys. */
    public void keys(String prefix, String pattern, Consumer<List<String>> reader) {
        ScanArgs page = ScanArgs.Builder.matches(prefix.replaceAll("[\\\\*?\\[\\]]", "\\\\$0") + pattern)
                .limit(1_000);
        this.<KeyScanCursor<String>>pages(
                (commands, from) -> commands.scan(from, page), found -> reader.accept(found.getKeys()));
    }

    private <C extends ScanCursor> void pages(
            BiFunction<RedisCommands<String, String>, ScanCursor, C> scan, Consumer<C> reader) {
        ScanCursor from = ScanCursor.INITIAL;
        do {
            ScanCursor last = from;
            C page = redis.call(commands -> scan.apply(commands, last));
            reader.accept(page);
            from = page;
        } while (!from.isFinished());
    }
}
