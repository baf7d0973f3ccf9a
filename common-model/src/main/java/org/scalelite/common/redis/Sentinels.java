package org.scalelite.common.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.sentinel.api.StatefulRedisSentinelConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Sentinels of an address, if it names any. */
record Sentinels(RedisClient client, RedisURI uri) {
    private static final Logger LOG = LoggerFactory.getLogger(Sentinels.class);

    /** Whether the address names Redis itself. */
    boolean none() {
        return uri.getSentinels().isEmpty();
    }

    /**
     * Which Redis the Sentinels take for the primary, asked in the order of the address, as Lettuce asks them: each address of
     * its host name. Empty if there are no Sentinels, none answers, or the one that does not know the name, such as a new one.
     */
    Optional<List<InetSocketAddress>> primary() {
        if (none()) {
            return Optional.empty();
        }
        try (StatefulRedisSentinelConnection<String, String> sentinel = client.connectSentinel(uri)) {
            return Optional.ofNullable(
                            (InetSocketAddress) sentinel.sync().getMasterAddrByName(uri.getSentinelMasterId()))
                    .map(Sentinels::addresses);
        } catch (RedisException e) {
            LOG.debug("No Sentinel answers", e);
            return Optional.empty();
        }
    }

    private static List<InetSocketAddress> addresses(InetSocketAddress primary) {
        try {
            return Stream.of(InetAddress.getAllByName(primary.getHostString()))
                    .map(address -> new InetSocketAddress(address, primary.getPort()))
                    .toList();
        } catch (UnknownHostException _) {
            return List.of(primary);
        }
    }
}
