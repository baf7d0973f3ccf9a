package org.scalelite.common.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses of front-ends we take over at create. */
class MeetingEndedCallbackClientTest {
    private static final Map<String, String> NAMES =
            Map.of("moodle.example.org", "8.8.8.8", "inside.example.org", "10.1.2.3", "own.example.org", "::1");

    private final AtomicInteger lookups = new AtomicInteger();
    private final CountDownLatch never = new CountDownLatch(1);
    private final MeetingEndedCallbackClient callback =
            new MeetingEndedCallbackClient(new PublicAddresses(List.of()), this::lookUp);

    @AfterEach
    void close() {
        callback.close();
    }

    private InetAddress[] lookUp(String host) throws UnknownHostException {
        lookups.incrementAndGet();
        if (host.equals("hangs.example.org")) {
            try {
                never.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
        String address = NAMES.get(host);
        if (address == null) {
            throw new UnknownHostException(host);
        }
        return new InetAddress[] {InetAddress.ofLiteral(address)};
    }

    @Test
    void aNameThatLeadsToThePublicMayBeCalled() {
        assertThat(callback.mayCall("https://moodle.example.org/ended")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://10.1.2.3/",
                "https://inside.example.org/ended",
                "https://own.example.org/",
                "https://unknown.example.org/",
                "https://hangs.example.org/"
            })
    void oneThatLeadsInsideOrNowhereIsLeftToBbb(String url) {
        assertThat(callback.mayCall(url)).isFalse();
    }

    @Test
    void aNameIsNotLookedUpForEachCreate() {
        for (int i = 0; i < 10; i++) {
            assertThat(callback.mayCall("https://moodle.example.org/" + i)).isTrue();
            assertThat(callback.mayCall("https://inside.example.org/" + i)).isFalse();
        }
        assertThat(lookups).hasValue(2);
    }
}
