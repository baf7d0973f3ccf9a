package org.scalelite.api.listing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Map;
import org.scalelite.api.listing.ListReader.ReaderPace;
import org.scalelite.common.bbb.BbbClient;
import org.scalelite.common.bbb.BbbClientConfig;
import org.scalelite.common.bbb.MeetingList;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServingServer;

/** What the lists of the pool and other long documents share: their limits, and the client of BBB servers. */
@Singleton
public record PoolLists(
        BbbClient bbb, BbbClientConfig config, ListSpace space, MeterRegistry metrics, Settings settings) {
    private static final long SLOWEST_BYTES_A_SECOND = 256 << 10;

    /** The elements of a list by tenant. */
    @FunctionalInterface
    public interface ElementReader {
        /**
         * Reads what a server has answered.
         *
         * @return by tenant id; the empty text is the key of elements without a tenant
         * @throws MeetingList.UnreadableException if it is malformed or not a success
         * @throws org.scalelite.common.bbb.BbbException if this process has failed
         */
        Map<String, byte[]> read(ServingServer server, byte[] answer) throws MeetingList.UnreadableException;
    }

    /**
     * A long document of one caller, outside the heap.
     *
     * @throws org.scalelite.common.bbb.BbbException if the space limit is exceeded
     */
    public ListReader document(byte[] content) {
        SpooledList list = SpooledList.create(space, new byte[0], new byte[0]);
        try {
            list.add(Map.of("", content));
            return list.reader("", pace(), list::close).orElseThrow().watched();
        } catch (RuntimeException e) {
            list.close();
            throw e;
        }
    }

    ReaderPace pace() {
        return new ReaderPace(settings.get(Variables.ANSWER_STALL_TIMEOUT), SLOWEST_BYTES_A_SECOND);
    }

    void countLeftOut(ServerId server) {
        Counter.builder("scalelite.api.getmeetings.left.out")
                .description("How often a server was left out of getMeetings or getSessions")
                .tag("server", server.value())
                .register(metrics)
                .increment();
    }

    @Override
    public String toString() {
        return "PoolLists";
    }
}
