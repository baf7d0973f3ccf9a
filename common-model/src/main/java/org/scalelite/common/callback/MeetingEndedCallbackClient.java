package org.scalelite.common.callback;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;

/**
 * Calls a front-end's {@code meetingEndedURL} as BBB does: a GET of just that address (BBB reference, section 6.2). Trying
 * again is left to BBB, which tries to reach us again as long as we have not reached the front-end.
 */
@Singleton
public final class MeetingEndedCallbackClient implements AutoCloseable {
    /** BBB waits for us meanwhile. */
    private static final Duration TOTAL = Duration.ofSeconds(10);

    /** A create waits for it. */
    private static final Duration LOOKUP = Duration.ofMillis(300);

    private static final int MOST_NAMES = 10_000;
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private final PublicAddresses addresses;
    private final CallbackClient client;
    private final PublicNames names;
    private final Cache<String, Boolean> leadsOutside = Caffeine.newBuilder()
            .maximumSize(MOST_NAMES)
            .expireAfterWrite(REMEMBERED)
            .build();

    /** Calls addresses that callbacks may go to. */
    @Inject
    public MeetingEndedCallbackClient(CallbackConfig config) {
        this(config.addresses(), InetAddress::getAllByName);
    }

    MeetingEndedCallbackClient(PublicAddresses addresses, PublicNames.Lookup lookup) {
        this.addresses = addresses;
        this.client = new CallbackClient(addresses, lookup, TOTAL);
        this.names = new PublicNames(addresses, lookup, LOOKUP);
    }

    /** Whether this address may be called, as its name leads now; false if DNS does not say so in a moment. */
    public boolean mayCall(String url) {
        try {
            String host = PublicUrl.of(url, addresses).uri().getHost();
            // Not as a loader: a lookup must not hold up those of other names.
            Boolean known = leadsOutside.getIfPresent(host);
            return known == null ? lookUp(host) : known;
        } catch (PublicUrl.RefusedException _) {
            return false;
        }
    }

    private boolean lookUp(String host) {
        boolean outside;
        try {
            outside = names.resolve(host).length > 0;
        } catch (UnknownHostException _) {
            outside = false;
        }
        leadsOutside.put(host, outside);
        return outside;
    }

    /** No call takes longer. */
    public Duration longest() {
        return TOTAL;
    }

    /** Calls an address; why it was in vain, empty if it was not. */
    public Optional<String> call(String url) {
        try {
            PublicUrl to = PublicUrl.of(url, addresses);
            return switch (client.get(to)) {
                case CallbackClient.Answer.Status status ->
                    status.isSuccess() ? Optional.empty() : Optional.of(to.origin() + " answered " + status.code());
                case CallbackClient.Answer.Nothing(String reason) -> Optional.of(reason);
            };
        } catch (PublicUrl.RefusedException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    @PreDestroy
    public void close() {
        client.close();
        names.close();
    }
}
