package org.scalelite.poller.cycle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.common.testing.OddNames;
import org.scalelite.common.testing.SimulatedAnswers;
import org.scalelite.simulator.control.Fault;

/** Polls of servers whose answers hold texts of users that no XML can hold, or are no XML. */
class ForeignTextTest {
    private static PolledPool pool;

    @BeforeAll
    static void start() {
        pool = new PolledPool(1, Map.of());
    }

    @AfterAll
    static void stop() {
        pool.close();
    }

    @AfterEach
    void recover() {
        pool.bbb(0).restartEmpty();
        pool.registry().poll(pool.id(0), 0);
    }

    private static String list() {
        pool.bbb(0).createMeeting("room", Map.of("name", "room"));
        pool.bbb(0).connectUsers("room", 1, 2);
        return new String(SimulatedAnswers.ask(pool.bbb(0), "getMeetings"), UTF_8);
    }

    @Test
    void anOddNameTakesNoServerOffline() {
        String list = list();
        OddNames.read().keySet().forEach(latin1 -> {
            pool.bbb(0).inject(new Fault.Bytes(OddNames.in(list, latin1)), "getMeetings");
            assertThat(pool.poll().problems()).as(latin1).isEmpty();
            assertThat(pool.server(0).online()).isTrue();
            assertThat(pool.server(0).statistics().users()).isEqualTo(3);
        });
    }

    @Test
    void aMeetingIdMayHoldABareAmpersand() {
        String list = list().replace("<meetingID>room<", "<meetingID>Tom & Jerry<");
        pool.bbb(0).inject(new Fault.Bytes(list.getBytes(UTF_8)), "getMeetings");
        assertThat(pool.poll().problems()).isEmpty();
        assertThat(pool.home("Tom & Jerry")).contains(pool.id(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"busy", "<html>busy</html>", "<response><returncode>SUCCESS</returncode><meetings>"})
    void whatIsNoXmlIsAFailedPoll(String answer) {
        pool.bbb(0).inject(new Fault.Bytes(answer.getBytes(UTF_8)), "getMeetings");
        for (int i = 0; i < 3; i++) {
            assertThat(pool.poll().problems()).hasSize(1);
        }
        assertThat(pool.server(0).online()).isFalse();
    }
}
