package org.scalelite.common.redis;

/**
 * The keys of one installation.
 *
 * @param prefix the namespace with its colon, or nothing
 */
public record RedisNamespace(String prefix) {
    /** Keys below a namespace; an empty one means no prefix at all. */
    static RedisNamespace below(String namespace) {
        return new RedisNamespace(namespace.isEmpty() ? "" : namespace + ":");
    }

    /** The full name of a key that has no placeholder. */
    public String of(RedisKey key) {
        return prefix + key.text();
    }

    /** The full name of a key, with this value in place of its placeholder. */
    public String of(RedisKey key, String value) {
        return prefix + key.text(value);
    }
}
