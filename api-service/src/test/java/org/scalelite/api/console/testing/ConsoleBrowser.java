package org.scalelite.api.console.testing;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.scalelite.common.testing.TestTimeout;

/** Debian's Chromium, in which an operator uses the console. It notes what it complains of. */
public final class ConsoleBrowser implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/bin/chromium");
    private static final Path PICTURES = Path.of("../docs/console");
    private static final String AXE = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";
    private static final double TIMEOUT_MS = (double) TestTimeout.LIMIT.toMillis();

    private final Playwright playwright;
    private final Browser browser;
    private final List<String> complaints = new ArrayList<>();

    public ConsoleBrowser() {
        PlaywrightAssertions.setDefaultAssertionTimeout(TIMEOUT_MS);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(PROGRAM)
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")));
    }

    /** A window of this width to an API on this machine, without cookies. */
    public Page window(URI api, int width, boolean dark) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setBaseURL("http://127.0.0.1:" + api.getPort())
                .setViewportSize(width, width < 600 ? 740 : 800)
                .setTimezoneId("Europe/Berlin")
                .setColorScheme(dark ? ColorScheme.DARK : ColorScheme.LIGHT));
        context.setDefaultTimeout(TIMEOUT_MS);
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            // axe-core draws to measure contrasts.
            boolean isOfAxe = message.text().contains("willReadFrequently");
            if ((message.type().equals("error") || message.type().equals("warning")) && !isOfAxe) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.onRequest(request -> {
            if (!request.url().startsWith("http://127.0.0.1:")) {
                complaints.add("request to " + request.url());
            }
        });
        return page;
    }

    /** A window that is logged in and shows a page. */
    public static void login(Page page, String token) {
        page.navigate("/scalelite/console");
        page.fill("#token", token);
        page.click("button.main");
    }

    /** Closes all windows, before the API that they show stops, and forgets what they complained of. */
    public void closeWindows() {
        List.copyOf(browser.contexts()).forEach(BrowserContext::close);
        complaints.clear();
    }

    /** Errors and warnings of scripts and of the content security policy, and requests to other hosts. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** What axe-core finds that is serious: its rules with the elements. */
    public static List<?> barriers(Page page) {
        page.evaluate(axe());
        return (List<?>) page.evaluate("""
                async () => (await axe.run()).violations
                    .filter(found => found.impact === 'serious' || found.impact === 'critical')
                    .map(found => found.id + ': ' + found.nodes.slice(0, 3).map(node => node.html + node.failureSummary).join(' | '))
                """);
    }

    private static String axe() {
        try (InputStream in = ConsoleBrowser.class.getResourceAsStream(AXE)) {
            if (in == null) {
                throw new IllegalStateException(AXE + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a picture of the page for docs/console.md, if UPDATE_DOCS is true. */
    public static void picture(Page page, String name) {
        if (Boolean.parseBoolean(System.getenv("UPDATE_DOCS"))) {
            page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
        }
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
