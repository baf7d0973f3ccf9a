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
import org.scalelite.common.lrs.TokenClient.Answer;
import org.scalelite.common.tenant.LrsSettings;

/**
 * Tokens for learning record stores, each for many meetings; creates that need one at the same moment wait for the same
 * fetch. BBB uses a token for as long as its meeting lasts and cannot renew it, so one is handed out only while nearly all
 * of its life is ahead.
 */
final class LrsTokens implements AutoCloseable {
    /** The part of a token's life in which meetings are given it. */
    private static final int PART = 10;

    /** For so long a Keycloak that failed is left alone: one create waits for it, not each. */
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

    private static final int MOST = 10_000;
    private static final int FETCHES_AT_ONCE = 8;

    private final TokenClient client = new TokenClient();

    /** Threads of their own: looking a name up blocks the thread of the system below it. */
    private final ExecutorService threads = Executors.newFixedThreadPool(
            FETCHES_AT_ONCE, Thread.ofPlatform().daemon().name("lrs-token-", 0).factory());

    private final AsyncLoadingCache<LrsSettings.Keycloak, Answer> answers;

    LrsTokens(Ticker clock) {
        this.answers = Caffeine.newBuilder()
                .ticker(clock)
                .executor(threads)
                .maximumSize(MOST)
                .expireAfter(Expiry.<LrsSettings.Keycloak, Answer>creating((_, answer) -> validity(answer)))
                .buildAsync(this::fetch);
    }

    private static Duration validity(Answer answer) {
        return switch (answer) {
            case Answer.Token(String _, Duration life) -> life.dividedBy(PART);
            case Answer.Refused _ -> AFTER_FAILURE;
        };
    }

    /** A token, or why there is none. */
    Answer of(LrsSettings.Keycloak keycloak) {
        return answers.get(keycloak).join();
    }

    private CompletableFuture<Answer> fetch(LrsSettings.Keycloak keycloak, Executor executor) {
        return CompletableFuture.supplyAsync(() -> client.fetch(keycloak), executor)
                .completeOnTimeout(
                        new Answer.Refused("no answer within " + TokenClient.TIMEOUT.toMillis() + " ms"),
                        TokenClient.TIMEOUT.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        client.close();
    }
}
