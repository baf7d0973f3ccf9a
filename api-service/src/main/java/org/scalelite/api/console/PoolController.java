package org.scalelite.api.console;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.scalelite.api.console.page.Frame;
import org.scalelite.api.console.page.Link;
import org.scalelite.api.console.page.PoolPage;
import org.scalelite.api.console.page.ServerRow;
import org.scalelite.api.console.pool.PoolCache;
import org.scalelite.api.console.pool.PoolQuery;
import org.scalelite.api.console.pool.PoolSnapshot;
import org.scalelite.api.console.stream.PoolStreams;
import org.scalelite.api.http.Routes.WebConsole;
import org.scalelite.api.operator.BacklogReader;

/** The servers of the pool, all on one page. */
@WebConsole
@Controller(ConsoleConfig.PATH)
@ExecuteOn(TaskExecutors.BLOCKING)
@Requires(property = ConsoleConfig.ENABLED, value = "true")
record PoolController(PoolCache pool, BacklogReader backlog, PoolStreams streams, Templates templates) {

    @Get
    HttpResponse<?> pool(ConsoleRequest request) {
        PoolQuery query = PoolQuery.of(request.parameters());
        PoolSnapshot snapshot = pool.read();
        List<ServerRow> rows = query.apply(snapshot.servers()).stream()
                .map(facts -> ServerRow.of(facts, snapshot))
                .toList();
        return templates.page(
                "pool",
                new PoolPage(
                        request.frame("Pool", Frame.Section.POOL),
                        snapshot.totals(),
                        snapshot.curves().pool(),
                        backlog.read(),
                        snapshot.stale(),
                        snapshot.readAt().toString(),
                        rows,
                        columns(query),
                        query.text(),
                        query.state(),
                        query.parameters().getOrDefault("sort", ""),
                        stream(query, snapshot)));
    }

    private static String stream(PoolQuery query, PoolSnapshot snapshot) {
        Map<String, String> parameters = new TreeMap<>(query.parameters());
        parameters.put("loaded", snapshot.readAt().toString());
        return Link.to("/stream", parameters);
    }

    /** The changes of the page, as server-sent events. */
    @Get(value = "/stream", produces = MediaType.TEXT_EVENT_STREAM)
    HttpResponse<?> stream(ConsoleRequest request) {
        return streams.open(
                        templates::text,
                        PoolQuery.of(request.parameters()),
                        request.parameter("loaded").orElse(""),
                        Duration.between(Instant.now(), request.session().expiry()))
                .<HttpResponse<?>>map(stream -> HttpResponse.ok(stream)
                        .contentType(MediaType.TEXT_EVENT_STREAM_TYPE)
                        // nginx passes each event on at once.
                        .header("X-Accel-Buffering", "no"))
                .orElseThrow(() -> new ConsoleException(
                        HttpStatus.SERVICE_UNAVAILABLE, "Too many pages of the pool are open: reload this one later."));
    }

    private static List<PoolPage.Column> columns(PoolQuery query) {
        return Arrays.stream(PoolQuery.Sort.values())
                .map(sort -> new PoolPage.Column(
                        sort.name().charAt(0) + sort.name().substring(1).toLowerCase(Locale.ROOT),
                        Link.to("", query.sortedBy(sort)),
                        query.ariaSort(sort),
                        sort.isNumber()))
                .toList();
    }
}
