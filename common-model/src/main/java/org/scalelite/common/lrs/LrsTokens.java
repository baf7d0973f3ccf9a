package org.scalelite.common.lrs;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.scalelite.common.http.DeadlineClient;
import org.scalelite.common.lrs.TokenClient.Answer;
import org.scalelite.common.tenant.LrsSettings;

/**
 * The cache of tokens for learning record stores; concurrent creates share one fetch. BBB uses a token for the whole
 * meeting and cannot renew it, so a token is used only at the beginning of its lifetime.
 */
final class LrsTokens implements AutoCloseable {
    /** The part of the lifetime in which a token is used. */
    private static final int LIFETIME_DIVISOR = 10;

    /** The time for which a failure is cached, so that only one create waits for Keycloak. */
    private static final Duration FAILURE_TTL = Duration.ofSeconds(5);

    private static final int MAX_SIZE = 10_000;
    private static final int MAX_FETCHES = 8;

    private final TokenClient client = new TokenClient();

    /** Platform threads, because a DNS lookup blocks the carrier thread. */
    private final ExecutorService threads = Executors.newFixedThreadPool(
            MAX_FETCHES, Thread.ofPlatform().daemon().name("lrs-token-", 0).factory());

    private final AsyncLoadingCache<LrsSettings.Keycloak, Answer> answers;

    LrsTokens(Ticker clock) {
        this.answers = Caffeine.newBuilder()
                .ticker(clock)
                .executor(threads)
                .maximumSize(MAX_SIZE)
                .expireAfter(Expiry.<LrsSettings.Keycloak, Answer>creating((_, answer) -> validity(answer)))
                .buildAsync(this::fetch);
    }

    private static Duration validity(Answer answer) {
        return switch (answer) {
            case Answer.Token(String _, Duration life) -> life.dividedBy(LIFETIME_DIVISOR);
            case Answer.Refused _ -> FAILURE_TTL;
        };
    }

    /** A token or the reason of the failure. */
    Answer of(LrsSettings.Keycloak keycloak) {
        return answers.get(keycloak).join();
    }

    private CompletableFuture<Answer> fetch(LrsSettings.Keycloak keycloak, Executor executor) {
        return CompletableFuture.supplyAsync(() -> client.fetch(keycloak), executor)
                .completeOnTimeout(
                        new Answer.Refused(DeadlineClient.tooLate(TokenClient.TIMEOUT)),
                        TokenClient.TIMEOUT.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        client.close();
    }
}
