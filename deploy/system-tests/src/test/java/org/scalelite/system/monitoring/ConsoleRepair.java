package org.scalelite.system.monitoring;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.scalelite.api.console.testing.ConsoleBrowser;
import org.scalelite.api.console.testing.Operator;
import org.scalelite.importer.testing.TestArchive;
import org.scalelite.simulator.control.Fault;

/** Three faults at a time, which an operator finds and corrects in the console, and which Prometheus sees. */
final class ConsoleRepair implements AutoCloseable {
    private static final String FORMAT = "podcast";
    private static final String MEETING = "night-lecture";
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** The server with the tag. */
    private static final int CUT_OFF = 3;

    private final MonitoredSuite suite;
    private final ConsoleBrowser browser = new ConsoleBrowser();
    private final Page page;

    ConsoleRepair(MonitoredSuite suite) {
        this.suite = suite;
        this.page = browser.window(suite.api(), 1280, false);
    }

    /** The faults as Prometheus has them, each present or absent. */
    void awaitFaults(boolean present) {
        for (String fault : new String[] {
            "min(scalelite_server_up{server=\"%s\"}) == 0".formatted(suite.id(CUT_OFF)),
            "max(scalelite_recording_archives{state=\"failed\"}) > 0",
            "max(scalelite_callbacks{state=\"dead\"}) > 0"
        }) {
            await(fault).pollInterval(PAUSE).until(() -> suite.prometheus().hasData(fault) == present);
        }
    }

    /** Cuts off the server of a meeting, and makes the import of an archive fail; the archive. */
    TestArchive plant() throws IOException {
        suite.frontEnd()
                .get("create", "meetingID", MEETING, "name", "Lecture", "meta_server-tag", MonitoredSuite.TAG + "!");
        suite.pool().server(CUT_OFF).inject(new Fault.RefuseConnections());
        Files.createFile(directory());
        TestArchive archive = new TestArchive("night-1767603600123").format(FORMAT);
        archive.drop(suite.spool().spool());
        return archive;
    }

    private Path directory() {
        return suite.spool().published().resolve(FORMAT);
    }

    private Locator server() {
        return page.locator("tr")
                .filter(new Locator.FilterOptions().setHas(page.locator("a[href*='" + suite.id(CUT_OFF) + "']")));
    }

    /** Each fault's cause ends only after the console has shown the fault. */
    void correct(Runnable frontEndRecovers) throws IOException {
        ConsoleBrowser.login(page, Operator.WRITE);
        assertThat(server()).containsText("offline");
        server().locator("a").click();
        assertThat(page.locator("main")).containsText("refused");
        assertThat(page.locator("main")).containsText(MEETING);
        suite.pool().server(CUT_OFF).recover();
        page.click("text=Poll now");
        page.click("button.main");
        page.click("nav >> text=Pool");
        assertThat(server()).not().containsText("offline");

        page.click("text=1 failed imports");
        assertThat(page.locator("tbody")).containsText(FORMAT);
        Files.delete(directory());
        page.click("tbody >> text=Retry");
        assertThat(page.locator("[role=status]")).containsText("will be tried again");

        page.click("nav >> text=Callbacks");
        assertThat(page.locator("tbody")).containsText("dead");
        frontEndRecovers.run();
        page.click("tbody >> text=Retry");
        assertThat(page.locator("tbody")).not().containsText("dead");
        page.navigate("/scalelite/console/meetings?q=" + MEETING);
        assertThat(page.locator("tbody tr")).hasCount(1);
        assertThat(browser.complaints()).isEmpty();
    }

    @Override
    public void close() {
        browser.close();
    }
}
