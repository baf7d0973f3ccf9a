package org.scalelite.api.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.scalelite.api.ApiService;
import org.scalelite.api.console.testing.ConsoleBrowser;
import org.scalelite.api.console.testing.Operator;
import org.scalelite.api.testing.FrontEnd;
import org.scalelite.api.testing.HeadlessBrowser;
import org.scalelite.api.testing.TestSuite;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerEvents;
import org.scalelite.common.tenant.Tenant;
import org.scalelite.common.tenant.TenantField;
import org.scalelite.common.tenant.TenantRegistry;
import org.scalelite.common.testing.TestDatabase;

/** The console in a real browser. */
class ConsoleBrowserTest {
    private static ConsoleBrowser browser;

    @AutoClose
    private static final TestDatabase database = TestDatabase.migrated();

    @RegisterExtension
    private static final TestSuite suite = new TestSuite(3)
            .with("ADMIN_API_TOKENS", Operator.TOKENS)
            .with("CONSOLE_ENABLED", "true")
            .with("DATABASE_URL", database.url());

    private final ApiService api = suite.replica();
    private final FrontEnd frontEnd = new FrontEnd(api.uri(), TestSuite.SECRET);

    @BeforeAll
    static void open() {
        HeadlessBrowser.assumeInstalled("the console in a browser");
        browser = new ConsoleBrowser();
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void fill() {
        database.clear();
        database.run("insert into failed_archives (archive, directory, bytes, attempts, reason, failed_at) values"
                + " ('lecture-7.tar', '/spool/failed', 52428800, 10, 'metadata.xml: no meetingId', now())");
        database.run("insert into outbound_callbacks (state, kind, meeting_id, url, destination, last_error, attempts,"
                + " next_attempt_at, give_up_at) values ('dead', 'meeting_ended', 'lecture-7',"
                + " 'https://moodle.example.org/hook?token=secret', 'https://moodle.example.org', 'status 500', 7,"
                + " now(), now())");
        database.run("insert into meeting_runs (internal_id, server_id, host, meeting_id, created_at, last_seen_at,"
                + " ended_at, peak_users, user_millis, recorded) values ('f00d-1', 's-1', 'bbb1.example.org', 'lecture-7',"
                + " now() - interval '2 hours', now(), now() - interval '1 hour', 31, 5400000, true)");
        database.run("insert into recordings (id, record_id, meeting_id, name, published, state, starttime) values"
                + " (1, 'f00d-1', 'lecture-7', 'Lecture', true, 'published', now());"
                + " insert into playback_formats (recording_id, format, url, length)"
                + " values (1, 'presentation', '/playback/presentation/2.3/f00d-1', 55)");
        for (int i = 0; i < 3; i++) {
            database.run("insert into pool_samples (sampled_at, server_id, meetings, users, load) select"
                    + " now() - n * interval '1 minute', '%s', 1, 40 + %d * n %% 23, 0 from generate_series(0, 58) n"
                            .formatted(suite.id(i), i + 3));
        }
        frontEnd.get("create", "meetingID", "lecture-7", "name", "Lecture");
        // The page of the pool may be half a second old.
        Operator operator = Operator.at(api.uri()).login(Operator.READ);
        Awaitility.await()
                .until(() -> operator.get("").text().contains(suite.id(0).value()));
    }

    @AfterEach
    void stop() {
        browser.closeWindows();
    }

    private Page operator(String token) {
        Page page = browser.window(api.uri(), 1280, false);
        ConsoleBrowser.login(page, token);
        assertThat(page.locator("h1")).hasText("Pool");
        return page;
    }

    private Locator row(Page page, int index) {
        return page.locator("tr")
                .filter(new Locator.FilterOptions().setHas(page.locator("a[href*='" + suite.id(index) + "']")));
    }

    @Test
    void logsInAndOut() {
        Page page = browser.window(api.uri(), 1280, false);
        page.navigate("/scalelite/console/meetings?q=lecture");
        page.fill("#token", "wrong");
        page.keyboard().press("Enter");
        assertThat(page.locator("[role=alert]")).hasText("This token is not valid.");
        page.fill("#token", Operator.WRITE);
        page.keyboard().press("Enter");
        assertThat(page.locator("h1")).hasText("Meetings");
        assertThat(page.locator("tbody")).containsText("lecture-7");
        page.click("text=Log out");
        assertThat(page.locator("#token")).isVisible();
        page.navigate("/scalelite/console");
        assertThat(page.locator("#token")).isVisible();
        assertThat(browser.complaints())
                .filteredOn(text -> !text.contains("401"))
                .isEmpty();
    }

    @Test
    void drainsAServerAndShowsItAtOnce() {
        int free = suite.servers().indexOf(suite.host("lecture-7")) == 0 ? 1 : 0;
        Page watching = operator(Operator.READ);
        Page page = operator(Operator.WRITE);
        row(page, free).locator("a").focus();
        page.keyboard().press("Enter");
        page.click("text=Drain");
        assertThat(page.locator("main")).containsText("stay until they end by themselves");
        page.click("button.main");
        assertThat(page.locator("[role=status]")).containsText("The server is cordoned");
        assertThat(row(watching, free)).containsText("cordoned");
        suite.registry().poll(suite.id(free), 0);
        suite.registry().poll(suite.id(free), 0);
        assertThat(row(watching, free)).containsText("disabled");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void keepsTheFocusWhenARowChanges() {
        Page page = operator(Operator.READ);
        row(page, 1).locator("a").focus();
        suite.registry().servers().changeState(suite.id(1), Server.State.CORDONED);
        assertThat(row(page, 1)).containsText("cordoned");
        assertThat(row(page, 1).locator("a")).isFocused();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void findsAMeetingByTheKeyboard() {
        Page page = operator(Operator.READ);
        page.keyboard().press("/");
        page.keyboard().type("LECTURE");
        page.keyboard().press("Enter");
        assertThat(page.locator("tbody tr")).hasCount(1);
        page.click("text=lecture-7");
        assertThat(page.locator("main")).containsText("possible");
    }

    @Test
    void leadsFromAServerToRecordingsOfAMeetingThatRan() {
        Page page = operator(Operator.READ);
        page.click("nav >> text=History");
        page.click("tbody >> text=lecture-7");
        assertThat(page.locator("tbody tr")).hasCount(1);
        page.click("tbody >> text=Recordings");
        assertThat(page.locator("tbody a:has-text('presentation')"))
                .hasAttribute("href", "/playback/presentation/2.3/f00d-1");
        page.click("nav >> text=Doctor");
        assertThat(page.locator("main")).containsText("1 archive could not be imported");
        assertThat(browser.complaints()).isEmpty();
    }

    /** What an operator does who is called at night. */
    @Test
    void findsAndCorrectsFaultsWithoutAShell() {
        Page page = operator(Operator.WRITE);
        suite.registry().offline(suite.id(2));
        assertThat(row(page, 2)).containsText("offline");
        assertThat(row(page, 2)).containsText("refused");
        row(page, 2).locator("a").click();
        assertThat(page.locator("main")).containsText("refused");
        page.click("text=Poll now");
        page.click("button.main");
        assertThat(page.locator("[role=status]")).containsText("polled at once");
        page.click("nav >> text=Pool");
        suite.registry().poll(suite.id(2), 0);
        assertThat(row(page, 2)).not().containsText("offline");
        Awaitility.await().pollInSameThread().until(() -> {
            page.reload();
            return page.content().contains("1 dead callbacks");
        });
        page.click("text=1 failed imports");
        assertThat(page.locator("tbody")).containsText("metadata.xml: no meetingId");
        page.click("tbody >> text=Retry");
        assertThat(page.locator("[role=status]")).containsText("will be tried again");
        assertThat(page.locator("tbody")).containsText("retry requested");
        assertThat(database.value("select retry_requested_at is not null from failed_archives"))
                .isEqualTo("t");
        page.click("nav >> text=Callbacks");
        assertThat(page.locator("tbody")).not().containsText("secret");
        page.click("text=Retry all to https://moodle.example.org");
        assertThat(page.locator("tbody")).containsText("pending");
        assertThat(database.value("select state from outbound_callbacks")).isEqualTo("pending");
        page.click("nav >> text=Audit");
        assertThat(page.locator("tbody")).containsText("server.poll");
        assertThat(page.locator("tbody")).containsText("import.retry");
        assertThat(page.locator("tbody")).containsText("callback.retry");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void opensALinkOfAnotherSiteInTheSameSession() {
        Page page = operator(Operator.READ);
        String address = page.url() + "/meetings?q=lecture";
        page.navigate("about:blank");
        page.setContent("<a href='%s'>to the meeting</a>".formatted(address));
        page.click("a");
        assertThat(page.locator("h1")).hasText("Meetings");
    }

    @Test
    void showsNoButtonsToATokenOfScopeRead() {
        Page page = operator(Operator.READ);
        for (String path :
                new String[] {"/server?id=" + suite.id(0), "/recordings", "/callbacks", "/meeting?id=lecture-7"}) {
            page.navigate("/scalelite/console" + path);
            assertThat(page.locator("main button:not(:text('Filter')), main .button"))
                    .hasCount(0);
        }
    }

    @Test
    void tellsWhenTheStreamIsBroken() {
        Page page = operator(Operator.READ);
        assertThat(page.locator("#stale")).isHidden();
        suite.stop(api);
        assertThat(page.locator("#stale")).isVisible();
        assertThat(page.locator("#stale")).containsText("data as of");
    }

    @Test
    void worksWithoutScripts() {
        // The session is that of a window with scripts.
        Page page = operator(Operator.WRITE);
        page.context().route("**/*.js*", route -> route.abort());
        page.navigate("/scalelite/console?sort=-users");
        page.selectOption("select[name=state]", "cordoned");
        page.click("form.filter button");
        assertThat(page.locator("main")).containsText("No server matches");
    }

    @Test
    void isAccessibleInEachState() {
        URI url = URI.create("https://conferences-of-the-faculty-with-the-longest-name.example.org/bigbluebutton/api");
        suite.registry().online(url, "secret", Optional.of("<script>alert(1)</script> \u202eabc"), 1);
        suite.registry().offline(suite.id(2));
        suite.registry().servers().changeState(suite.id(1), Server.State.CORDONED);
        new ServerEvents(suite.registry().redis()).write(suite.id(0), "suspect", "no answer within 10 s");
        TenantRegistry tenants = new TenantRegistry(suite.registry().redis(), Actor.SUITE);
        tenants.add(Map.of(TenantField.NAME, "school", TenantField.SECRETS, "secret"));
        String tenant = tenants.all().getFirst().id();
        tenants.putSetting(tenant, new Tenant.Setting("record", "true", true));
        for (boolean dark : new boolean[] {false, true}) {
            Page page = browser.window(api.uri(), dark ? 400 : 1280, dark);
            String theme = dark ? "-dark-phone" : "";
            page.navigate("/scalelite/console");
            check(page, "login" + theme);
            ConsoleBrowser.login(page, Operator.WRITE);
            assertThat(page.locator("h1")).hasText("Pool");
            check(page, "pool" + theme);
            visit(page, "/server?id=" + suite.id(0), "server" + theme);
            visit(page, "/action?action=panic&id=" + suite.id(0), "panic" + theme);
            visit(page, "/meetings", "meetings" + theme);
            visit(page, "/meeting?id=lecture-7", "meeting" + theme);
            visit(page, "/recordings", "recordings" + theme);
            visit(page, "/callbacks", "callbacks" + theme);
            visit(page, "/tenants", "tenants" + theme);
            visit(page, "/tenant?id=" + tenant, "tenant" + theme);
            visit(page, "/history", "history" + theme);
            visit(page, "/recorded", "recorded" + theme);
            visit(page, "/events", "events" + theme);
            visit(page, "/doctor", "doctor" + theme);
            visit(page, "/audit", "audit" + theme);
        }
    }

    private static void visit(Page page, String path, String name) {
        page.navigate("/scalelite/console" + path);
        check(page, name);
    }

    private static void check(Page page, String name) {
        ConsoleBrowser.picture(page, name);
        assertThat(browser.complaints()).as(name).isEmpty();
        assertThat(ConsoleBrowser.barriers(page)).as(name).isEmpty();
        // Chromium warns of how axe-core reads colours.
    }
}
