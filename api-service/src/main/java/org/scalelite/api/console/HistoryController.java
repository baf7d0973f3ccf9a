package org.scalelite.api.console;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Instant;
import java.util.Optional;
import org.scalelite.api.console.history.EventsPage;
import org.scalelite.api.console.history.HistoryPage;
import org.scalelite.api.console.history.Pager;
import org.scalelite.api.console.history.RecordingsPage;
import org.scalelite.api.console.page.Frame;
import org.scalelite.api.console.page.ServerRow;
import org.scalelite.api.console.pool.PoolCache;
import org.scalelite.api.console.pool.PoolSnapshot;
import org.scalelite.api.http.Routes.WebConsole;
import org.scalelite.api.operator.PoolReader;
import org.scalelite.api.operator.RecordingActions;
import org.scalelite.common.history.MeetingRunRepository;
import org.scalelite.common.recording.RecordingSearchRepository;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerFacts;
import org.scalelite.common.server.ServerId;

/** What was: meetings that ran, their recordings, and events of servers. */
@WebConsole
@Controller(ConsoleConfig.PATH)
@ExecuteOn(TaskExecutors.BLOCKING)
@Requires(property = ConsoleConfig.ENABLED, value = "true")
record HistoryController(
        Optional<MeetingRunRepository> history,
        Optional<RecordingActions> recordings,
        PoolReader reader,
        PoolCache pool,
        Templates templates) {
    private static final int PAGE = 100;
    private static final int EVENTS = 200;

    @Get("/history")
    HttpResponse<?> history(ConsoleRequest request) {
        HistoryPage.Filter filter = HistoryPage.Filter.of(request.parameters());
        Pager.Position at = Pager.Position.of(request.parameter("page"), PAGE);
        MeetingRunRepository.Found found = history.orElseThrow(() -> ConsoleException.withoutDatabase("The history is"))
                .page(filter.query(Instant.now()), PAGE, at.offset());
        return templates.page(
                "history",
                new HistoryPage(
                        request.frame("History", Frame.Section.HISTORY),
                        filter,
                        found.runs().stream().map(HistoryPage.Row::of).toList(),
                        found.totals(),
                        Pager.of(
                                at,
                                "/history",
                                filter.parameters(),
                                found.runs().size(),
                                found.total())));
    }

    @Get("/recorded")
    HttpResponse<?> recordings(ConsoleRequest request) {
        RecordingsPage.Filter filter = RecordingsPage.Filter.of(request.parameters());
        Pager.Position at = Pager.Position.of(request.parameter("page"), PAGE);
        RecordingSearchRepository.Found found = recordings
                .orElseThrow(() -> ConsoleException.withoutDatabase("Recordings are"))
                .page(filter.query(), PAGE, at.offset());
        return templates.page(
                "recorded",
                new RecordingsPage(
                        request.frame("Recordings", Frame.Section.RECORDINGS),
                        filter,
                        found.recordings().stream().map(RecordingsPage.Row::of).toList(),
                        Pager.of(
                                at,
                                "/recorded",
                                filter.parameters(),
                                found.recordings().size(),
                                found.total())));
    }

    @Get("/events")
    HttpResponse<?> events(ConsoleRequest request) {
        PoolSnapshot snapshot = pool.read();
        Optional<String> server = request.parameter("server");
        Optional<String> kind = request.parameter("event");
        return templates.page(
                "events",
                new EventsPage(
                        request.frame("Events", Frame.Section.EVENTS),
                        server.orElse(""),
                        kind.orElse(""),
                        reader.events(server.map(name -> id(name, snapshot)), kind, EVENTS).stream()
                                .map(event -> EventsPage.Row.of(event, snapshot))
                                .toList()));
    }

    /** The id of a server by its host; else the text is the id. */
    private static ServerId id(String name, PoolSnapshot snapshot) {
        return snapshot.servers().stream()
                .map(ServerFacts::server)
                .filter(server -> ServerRow.hostOf(server).equalsIgnoreCase(name))
                .findFirst()
                .map(Server::id)
                .orElseGet(() -> new ServerId(name));
    }
}
