package org.scalelite.api.hook;

import io.micronaut.context.annotation.Requires;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.scalelite.api.hook.HookMetrics.Attempt;
import org.scalelite.common.callback.CallbackClient;
import org.scalelite.common.callback.CallbackConfig;
import org.scalelite.common.callback.PublicAddresses;
import org.scalelite.common.callback.PublicUrl;
import org.scalelite.common.checksum.ChecksumAlgorithm;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;
import org.scalelite.common.hook.Hook;
import org.scalelite.common.hook.HookQueue.Event;

/** Sends an event to a front-end as bbb-webhooks does (BBB reference, section 7). */
@Singleton
@Requires(beans = HookDirectory.class)
final class HookSender implements AutoCloseable {
    /** Of an attempt. */
    static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static final int UNAUTHORIZED = 401;

    private final PublicAddresses addresses;
    private final ChecksumAlgorithm algorithm;
    private final CallbackClient client;
    private final HookMetrics metrics;

    HookSender(CallbackConfig config, Settings settings, HookMetrics metrics) {
        this.addresses = config.addresses();
        this.algorithm = algorithm(settings.get(Variables.LOADBALANCER_CHECKSUM_ALGORITHM));
        this.client = CallbackClient.keepingConnections(config.addresses(), TIMEOUT);
        this.metrics = metrics;
    }

    /** The default of bbb-webhooks, or the strongest of a list without it. */
    private static ChecksumAlgorithm algorithm(List<ChecksumAlgorithm> allowed) {
        return allowed.isEmpty() || allowed.contains(ChecksumAlgorithm.SHA1)
                ? ChecksumAlgorithm.SHA1
                : allowed.stream().max(ChecksumAlgorithm::compareTo).orElseThrow();
    }

    /** Sends an event, signed with this secret; why it was in vain, empty if it was not. */
    Optional<String> send(Hook hook, String secret, Event event) {
        String body = "domain=" + encoded(hook.domain()) + "&event=" + encoded("[" + event.json() + "]") + "&timestamp="
                + event.timestamp();
        String checksum = algorithm.hex(hook.callbackUrl(), body, secret);
        long start = System.nanoTime();
        Optional<String> failure = send(hook, "checksum=" + checksum, body);
        metrics.attempted(
                failure.isEmpty() ? Attempt.DELIVERED : Attempt.FAILED, Duration.ofNanos(System.nanoTime() - start));
        return failure;
    }

    private Optional<String> send(Hook hook, String checksum, String body) {
        try {
            PublicUrl url = PublicUrl.of(hook.callbackUrl(), addresses);
            return switch (client.postEncoded(url, checksum, body)) {
                case CallbackClient.Answer.Status status
                when status.isSuccess() || status.code() == UNAUTHORIZED -> Optional.empty();
                case CallbackClient.Answer.Status(int code) -> Optional.of(url.origin() + " answered " + code);
                case CallbackClient.Answer.Nothing(String reason) -> Optional.of(reason);
            };
        } catch (PublicUrl.RefusedException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    @PreDestroy
    public void close() {
        client.close();
    }
}
