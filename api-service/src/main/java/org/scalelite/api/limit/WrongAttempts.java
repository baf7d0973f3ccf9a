package org.scalelite.api.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.scalelite.api.http.CallSource;
import org.scalelite.api.http.HttpConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one limit on failed authentication: attempts with a wrong key, by what kind of key it is and where they come from. Each
 * replica counts for itself.
 *
 * <p>Keys that are compared at once ({@link #count}) are held up only if they are wrong: they are too long to be found by
 * trying, and a program with an old key must not lock out another at the same address. Where the comparison itself costs a
 * look into Redis and a hash for each server, or where a key may be short ({@link #check}), no key is looked at while its
 * source is held up, which a minute without wrong ones ends.
 */
@Singleton
public final class WrongAttempts {
    private static final Logger LOG = LoggerFactory.getLogger(WrongAttempts.class);
    static final int MOST_SOURCES = 10_000;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int LOGINS_A_MINUTE = 10;

    /** The users of one meeting behind one address, all with a link that is used up. */
    private static final int SHARED_BY = 10;

    private final int aMinute;
    private final LoadingCache<Origin, Bucket> origins;
    private final Cache<Origin, Boolean> logged = Caffeine.newBuilder()
            .maximumSize(MOST_SOURCES)
            .expireAfterWrite(MINUTE)
            .build();

    /** None so far, with the configured limit. */
    @Inject
    public WrongAttempts(HttpConfig config) {
        this(config.checksumFailuresPerMinute(), TimeMeter.SYSTEM_NANOTIME);
    }

    /**
     * None so far.
     *
     * @param aMinute how many of one kind and source are answered as usual
     */
    WrongAttempts(int aMinute, TimeMeter clock) {
        this.aMinute = aMinute;
        this.origins = Caffeine.newBuilder()
                .maximumSize(MOST_SOURCES)
                .expireAfterAccess(MINUTE.multipliedBy(2))
                .build(origin -> bucket(limit(origin.credential()), clock));
    }

    /** What is wrong. */
    public enum Credential {
        CHECKSUM("checksum"),
        ADMIN_TOKEN("token for the admin API"),
        OIDC_CODE("code of the OpenID provider"),
        SERVER_TOKEN("token of a BBB server"),
        DIAL_IN_PASSWORD("password for /fsapi"),
        PLAYBACK_TOKEN("one-time link to a recording"),
        TEXT_TRACK_TOKEN("one-time link to a text track");

        private final String text;

        Credential(String text) {
            this.text = text;
        }

        /** Links are shown by people, who share addresses and come late; programs are to show no wrong key at all. */
        private boolean isOfPeople() {
            return this == PLAYBACK_TOKEN || this == TEXT_TRACK_TOKEN;
        }
    }

    private record Origin(Credential credential, String source) {}

    /** Too many wrong ones came from where this one came from. */
    public static final class TooManyException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final Duration pause;

        private TooManyException(Duration pause) {
            super("too many wrong attempts", null, false, false);
            this.pause = pause;
        }

        /** The seconds after which another attempt is looked at, as the header Retry-After has them. */
        public String retryAfter() {
            return String.valueOf(pause.toSeconds() + 1);
        }

        /** The answer to a caller who needs no text. */
        public HttpResponse<?> answer() {
            return HttpResponse.status(HttpStatus.TOO_MANY_REQUESTS).header(HttpHeaders.RETRY_AFTER, retryAfter());
        }
    }

    private int limit(Credential credential) {
        if (credential == Credential.ADMIN_TOKEN || credential == Credential.OIDC_CODE) {
            return LOGINS_A_MINUTE;
        }
        return credential.isOfPeople() ? aMinute * SHARED_BY : aMinute;
    }

    private static Bucket bucket(int aMinute, TimeMeter clock) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(aMinute).refillGreedy(aMinute, MINUTE))
                .withCustomTimePrecision(clock)
                .build();
    }

    /** Counts a wrong one; how long its source is to wait, if there were too many. */
    public Optional<Duration> count(Credential credential, HttpRequest<?> request) {
        return count(new Origin(credential, CallSource.of(request)));
    }

    private Optional<Duration> count(Origin origin) {
        log(origin);
        ConsumptionProbe probe = origins.get(origin).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Optional.empty() : Optional.of(pause(probe));
    }

    /**
     * Looks at what a request shows, unless too many wrong ones came from there.
     *
     * @param check empty: it is wrong
     * @return what the check returned
     * @throws TooManyException if it is not looked at
     */
    public <T> Optional<T> check(Credential credential, HttpRequest<?> request, Supplier<Optional<T>> check) {
        return check(credential, CallSource.of(request), check);
    }

    /** The same of a client address. */
    public <T> Optional<T> check(Credential credential, String source, Supplier<Optional<T>> check) {
        Origin origin = new Origin(credential, source);
        Bucket bucket = origins.getIfPresent(origin);
        if (bucket == null || bucket.getAvailableTokens() >= limit(credential)) {
            // Nothing wrong came from there in the last minute: right ones may come in any number at once.
            Optional<T> right = check.get();
            if (right.isEmpty()) {
                count(origin);
            }
            return right;
        }
        return check(origin, bucket, check);
    }

    /** Counted before it is known to be wrong, so that many at once are not more than one after the other. */
    private <T> Optional<T> check(Origin origin, Bucket bucket, Supplier<Optional<T>> check) {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            throw new TooManyException(pause(probe));
        }
        boolean wrong = false;
        try {
            Optional<T> right = check.get();
            wrong = right.isEmpty();
            return right;
        } finally {
            if (wrong) {
                log(origin);
            } else {
                bucket.addTokens(1);
            }
        }
    }

    private static Duration pause(ConsumptionProbe probe) {
        return Duration.ofNanos(probe.getNanosToWaitForRefill());
    }

    private void log(Origin origin) {
        if (!origin.credential().isOfPeople() && logged.asMap().putIfAbsent(origin, true) == null) {
            LOG.warn(
                    "A wrong {} came from {}; more of them in the next minute are not logged",
                    origin.credential().text,
                    origin.source());
        }
    }

    /** How many sources are remembered, those that are about to be forgotten not counted. */
    long sources() {
        origins.cleanUp();
        return origins.estimatedSize();
    }
}
