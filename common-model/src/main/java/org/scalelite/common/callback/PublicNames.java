package org.scalelite.common.callback;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Looks names up for connections, and gives only addresses that callbacks may go to. What is checked here is what is
 * connected to, so a name that leads elsewhere the second time gains nothing.
 */
final class PublicNames implements DnsResolver, AutoCloseable {
    private static final int LOOKUPS_AT_ONCE = 8;

    private final PublicAddresses addresses;
    private final Lookup lookup;
    private final Duration deadline;

    /** Threads of their own: a lookup blocks the thread of the system below it and cannot be interrupted. */
    private final ExecutorService threads = Executors.newFixedThreadPool(
            LOOKUPS_AT_ONCE, Thread.ofPlatform().daemon().name("lookup-", 0).factory());

    PublicNames(PublicAddresses addresses, Lookup lookup, Duration deadline) {
        this.addresses = addresses;
        this.lookup = lookup;
        this.deadline = deadline;
    }

    /** Where names lead. */
    @FunctionalInterface
    interface Lookup {
        InetAddress[] addressesOf(String host) throws UnknownHostException;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] found = lookUp(host);
        InetAddress[] allowed = Arrays.stream(found).filter(addresses::include).toArray(InetAddress[]::new);
        if (allowed.length == 0) {
            throw new UnknownHostException("%s leads to %s, which is not public: CALLBACK_ALLOWED_NETWORKS can allow it"
                    .formatted(host, found.length == 0 ? "nothing" : found[0].getHostAddress()));
        }
        return allowed;
    }

    private InetAddress[] lookUp(String host) throws UnknownHostException {
        Future<InetAddress[]> answer = threads.submit(() -> lookup.addressesOf(host));
        try {
            return answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException _) {
            throw new UnknownHostException(host + " is unknown to DNS");
        } catch (TimeoutException _) {
            answer.cancel(true);
            throw new UnknownHostException("DNS did not answer for " + host + " in time");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new UnknownHostException("stopped while looking up " + host);
        }
    }

    /** The name itself: a canonical name is needed for Kerberos only. */
    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
