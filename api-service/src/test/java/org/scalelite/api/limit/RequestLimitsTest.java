package org.scalelite.api.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.ChannelFuture;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.scalelite.api.http.HttpConfig;
import org.scalelite.api.testing.Peer;
import org.scalelite.common.bbb.BbbError;
import org.scalelite.common.bbb.BbbException;
import org.scalelite.common.config.Settings;

/** Limits of connections, requests and bodies, and their metrics; {@link OverloadTest} reaches them over HTTP. */
class RequestLimitsTest {
    private final MeterRegistry metrics = new SimpleMeterRegistry();

    private double gauge(String name) {
        return metrics.get(name).gauge().value();
    }

    private double counter(String name) {
        return metrics.get(name).counter().count();
    }

    private static HttpConfig config(int maxInFlight) {
        return HttpConfig.of(Settings.of(
                Map.of("LOADBALANCER_SECRET", "secret", "MAX_REQUESTS_IN_FLIGHT", String.valueOf(maxInFlight))));
    }

    @Test
    void connectionsOverTheLimitAreClosed() {
        OpenConnections connections = new OpenConnections(1, metrics);
        EmbeddedChannel first = new EmbeddedChannel();
        EmbeddedChannel second = new EmbeddedChannel();
        connections.admit(first);
        connections.admit(second);
        assertThat(first.isOpen()).isTrue();
        assertThat(second.isOpen()).isFalse();
        assertThat(gauge("scalelite.api.connections")).isEqualTo(1);
        assertThat(counter("scalelite.api.connections.refused")).isEqualTo(1);
    }

    @Test
    void closedConnectionFreesItsPlace() {
        OpenConnections connections = new OpenConnections(1, metrics);
        EmbeddedChannel first = new EmbeddedChannel();
        connections.admit(first);
        ChannelFuture _ = first.close();
        EmbeddedChannel second = new EmbeddedChannel();
        connections.admit(second);
        assertThat(second.isOpen()).isTrue();
    }

    @Test
    void requestsOverTheLimitAreRefused() {
        int most = config(100).maxInFlight();
        InFlight inFlight = new InFlight(config(100), metrics);
        for (int i = 0; i < most; i++) {
            assertThat(inFlight.enter()).isTrue();
        }
        assertThat(inFlight.enter()).isFalse();
        assertThat(gauge("scalelite.api.requests.in.flight")).isEqualTo(most);
        assertThat(counter("scalelite.api.requests.refused")).isEqualTo(1);
        inFlight.leave();
        assertThat(inFlight.enter()).isTrue();
    }

    private static void isOverloaded(Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        BbbException.class, e -> assertThat(e.error()).isEqualTo(BbbError.overloaded()));
    }

    @Test
    void oneSourceHasAShareOfUnauthenticatedBodies() {
        UnauthenticatedBodies bodies = new UnauthenticatedBodies(config(320), metrics);
        List<UnauthenticatedBodies.Place> places = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            places.add(bodies.enter(Peer.from("203.0.113.7")));
        }
        isOverloaded(() -> bodies.enter(Peer.from("203.0.113.7")));
        assertThat(counter("scalelite.api.bodies.refused")).isEqualTo(1);
        places.add(bodies.enter(Peer.from("203.0.113.8")));
        places.forEach(UnauthenticatedBodies.Place::close);
        bodies.enter(Peer.from("203.0.113.7")).close();
    }

    @Test
    void allSourcesShareAnEighthOfTheRequests() {
        UnauthenticatedBodies bodies = new UnauthenticatedBodies(config(320), metrics);
        for (int i = 0; i < 40; i++) {
            bodies.enter(Peer.from("203.0.113." + i));
        }
        isOverloaded(() -> bodies.enter(Peer.from("203.0.113.99")));
    }

    @Test
    void formsTakeALimitedShareOfTheMemory() {
        FormMemory forms = new FormMemory();
        int most = 32 << 20;
        try (FormMemory.Lease first = forms.lease()) {
            isOverloaded(() -> first.growTo(most + 1));
            first.growTo(7 << 20);
            first.growTo(1);
            FormMemory.Lease second = forms.lease();
            isOverloaded(() -> second.growTo(most - (6 << 20)));
        }
        try (FormMemory.Lease again = forms.lease()) {
            again.growTo(8 << 20);
        }
    }
}
