package org.scalelite.api.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scalelite.api.http.cache.EntityTag;
import org.scalelite.api.listing.ListReader.ReaderPace;
import org.scalelite.common.bbb.BbbError;
import org.scalelite.common.bbb.BbbException;
import org.scalelite.common.config.Settings;

/** Lists of meetings in temporary files. */
class SpooledListTest {
    private static final ReaderPace PATIENT = new ReaderPace(Duration.ofMinutes(1), 1_000);

    private final MeterRegistry metrics = new SimpleMeterRegistry();
    private final ListSpace space = new ListSpace(Settings.of(Map.of("GET_MEETINGS_BUFFER_MIB", "1")), metrics);
    private final SpooledList list = SpooledList.create(space, bytes("<"), bytes(">"));

    @AfterEach
    void close() {
        list.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private double used() {
        return metrics.get("scalelite.api.getmeetings.buffered.bytes").gauge().value();
    }

    private static String read(ListReader reader) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (reader.hasNext()) {
            all.writeBytes(reader.next());
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    private String read(String group) {
        return list.reader(group, PATIENT, () -> {}).map(SpooledListTest::read).orElse("(none)");
    }

    @Test
    void eachGroupReadsItsOwn() {
        list.add(Map.of("t-1", bytes("a"), "t-2", bytes("b")));
        list.add(Map.of("t-1", bytes("c"), "", bytes("d")));
        assertThat(read("t-1")).isEqualTo("<ac>");
        assertThat(read("t-2")).isEqualTo("<b>");
        assertThat(read("")).isEqualTo("<d>");
        assertThat(read("t-3")).isEqualTo("(none)");
    }

    private EntityTag tag(Map<String, byte[]> first, Map<String, byte[]> second) {
        try (SpooledList other = SpooledList.create(space, bytes("<"), bytes(">"))) {
            other.add(first);
            other.add(second);
            return other.reader("t-1", PATIENT, () -> {}).orElseThrow().tag();
        }
    }

    @Test
    void tagNamesTheElementsInAnyOrderOfServers() {
        EntityTag tag = tag(Map.of("t-1", bytes("a")), Map.of("t-1", bytes("b"), "t-2", bytes("x")));

        assertThat(tag(Map.of("t-1", bytes("b")), Map.of("t-1", bytes("a")))).isEqualTo(tag);
        assertThat(tag(Map.of("t-1", bytes("a")), Map.of("t-1", bytes("c")))).isNotEqualTo(tag);
        assertThat(tag(Map.of("t-1", bytes("ab")), Map.of())).isNotEqualTo(tag);
        assertThat(tag(Map.of("t-1", bytes("a")), Map.of())).isNotEqualTo(tag);
        assertThat(tag(Map.of("t-1", bytes("a")), Map.of("t-1", bytes("a"))))
                .isNotEqualTo(tag(Map.of("t-1", bytes("b")), Map.of("t-1", bytes("b"))));
        assertThat(tag.text()).matches("W/\"[0-9a-f]{64}\"");
    }

    @Test
    void tagChangesWithALateAnswer() {
        list.add(Map.of("t-1", bytes("a")));
        EntityTag early = list.reader("t-1", PATIENT, () -> {}).orElseThrow().tag();
        list.add(Map.of("t-1", bytes("b")));

        assertThat(list.reader("t-1", PATIENT, () -> {}).orElseThrow().tag()).isNotEqualTo(early);
    }

    @Test
    void readsALongDocumentInChunks() {
        String text = "0123456789".repeat(20_000);
        list.add(Map.of("t-1", bytes(text)));
        ListReader reader = list.reader("t-1", PATIENT, () -> {}).orElseThrow();
        assertThat(reader.next()).hasSize(1 << 16);
        assertThat(read(reader)).hasSize(text.length() + 2 - (1 << 16)).endsWith("789>");
        assertThatThrownBy(reader::next).isInstanceOf(NoSuchElementException.class);
        assertThat(read("t-1")).isEqualTo("<" + text + ">");
    }

    @Test
    void limitsTheSpaceOfAllLists() {
        byte[] most = new byte[1 << 20];
        try (SpooledList other = SpooledList.create(space, bytes("<"), bytes(">"))) {
            other.add(Map.of("t-1", most));
            assertThat(used()).isEqualTo(1 << 20);
            assertThatThrownBy(() -> list.add(Map.of("t-1", bytes("x"))))
                    .isInstanceOfSatisfying(
                            BbbException.class, e -> assertThat(e.error()).isEqualTo(BbbError.meetingListsTooLarge(1)));
        }
        assertThat(used()).isZero();
        list.add(Map.of("t-1", bytes("x")));
        assertThat(read("t-1")).isEqualTo("<x>");
    }

    @Test
    void closedListTakesNothing() {
        list.add(Map.of("t-1", bytes("x")));
        list.close();
        list.add(Map.of("t-1", bytes("y")));
        assertThat(used()).isZero();
    }

    @Test
    void slowReaderIsStopped() {
        list.add(Map.of("t-1", bytes("x")));
        ListReader late = list.reader("t-1", new ReaderPace(Duration.ZERO, 1_000), () -> {})
                .orElseThrow();
        assertThatThrownBy(late::next).isInstanceOf(IllegalStateException.class).hasMessageContaining("too slow");
        assertThat(PATIENT.timeFor(60_000)).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void readerIsClosedOnce() {
        list.add(Map.of("t-1", bytes("x")));
        AtomicInteger closed = new AtomicInteger();
        ListReader reader = list.reader("t-1", PATIENT, closed::incrementAndGet).orElseThrow();
        reader.close();
        reader.close();
        assertThat(closed).hasValue(1);
        assertThatThrownBy(reader::next).isInstanceOf(IllegalStateException.class);
    }
}
