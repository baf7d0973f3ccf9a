package org.scalelite.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.scalelite.stores.process.Ports;

class RedisServerTest {
    @Test
    void answersPingAfterRestartWithItsData() {
        try (RedisServer server = RedisServer.start()) {
            String url = server.url();
            Clients.redis(url, redis -> redis.set("meeting", "server-1"));

            server.restart();

            assertThat(server.url()).isEqualTo(url);
            assertThat(Clients.<String>redis(url, redis -> redis.ping())).isEqualTo("PONG");
            assertThat(Clients.<String>redis(url, redis -> redis.get("meeting")))
                    .isEqualTo("server-1");
        }
    }

    @Test
    void losesNothingItConfirmedBeforeItIsKilled() {
        try (RedisServer server = RedisServer.start()) {
            Clients.<Boolean>redis(server.url(), redis -> {
                IntStream.range(0, 2_000).forEach(i -> redis.set("key-" + i, "value"));
                server.kill();
                return true;
            });

            server.restart();

            assertThat(Clients.<Long>redis(server.url(), redis -> redis.dbsize()))
                    .isEqualTo(2_000L);
        }
    }

    @Test
    void comesBackEmptyWhenItHasLostItsData() {
        try (RedisServer server = RedisServer.start()) {
            Clients.redis(server.url(), redis -> redis.set("key", "value"));

            server.lose();
            server.restart();

            assertThat(Clients.<Long>redis(server.url(), redis -> redis.dbsize()))
                    .isZero();
        }
    }

    @Test
    void refusesConnectionsWhileItIsStopped() {
        try (RedisServer server = RedisServer.start()) {
            server.stop();

            assertThatThrownBy(() -> new RedisProbe("127.0.0.1", server.port()).check())
                    .hasMessageContaining("refused");
        }
    }

    @Test
    void evictsNothingWhenItsMemoryIsFull() {
        try (RedisServer server = RedisServer.start()) {
            assertThat(Clients.<String>redis(
                            server.url(),
                            redis -> redis.configGet("maxmemory-policy").get("maxmemory-policy")))
                    .isEqualTo("noeviction");
        }
    }

    @Test
    void isOneOfItsOwnForEachStart() {
        try (RedisServer one = RedisServer.start();
                RedisServer other = RedisServer.start()) {
            Clients.redis(one.url(), redis -> redis.set("key", "value"));

            assertThat(other.port()).isNotEqualTo(one.port());
            assertThat(Clients.<Long>redis(other.url(), redis -> redis.dbsize()))
                    .isZero();
        }
    }

    @Test
    void cannotComeBackAfterItIsClosed() {
        RedisServer server = RedisServer.start();
        server.close();

        assertThat(Ports.isFree(server.port())).isTrue();
        assertThatThrownBy(server::restart).isInstanceOf(StoresException.class).hasMessageContaining("closed");
    }
}
