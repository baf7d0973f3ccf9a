package org.scalelite.cli.servers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.scalelite.cli.command.CommandContext;
import org.scalelite.cli.command.StoreCommand;
import org.scalelite.cli.output.Cell;
import org.scalelite.cli.output.JsonListing;
import org.scalelite.cli.output.Reply;
import org.scalelite.common.bbb.BbbClient;
import org.scalelite.common.bbb.BbbReply;
import org.scalelite.common.bbb.CallParameters;
import org.scalelite.common.bbb.ListedMeeting;
import org.scalelite.common.bbb.MeetingList;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code servers meeting-list}. */
@Command(
        name = "meeting-list",
        description = "Asks servers which meetings they run; 'meetings list' shows what the load balancer knows.")
public final class ServersMeetings extends StoreCommand {
    @Parameters(
            arity = "0..*",
            paramLabel = "SERVER",
            converter = ServerArguments.Name.class,
            description = "Servers; none: all.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    ServersMeetings(CommandContext context) {
        super(context);
    }

    /** What a server answered; a reason if it did not. */
    public record Found(Server server, List<Meeting> meetings, String problem) {
        /** Whether the server has answered. */
        public boolean answered() {
            return problem.isEmpty();
        }

        /** Why the server is missing in the listing. */
        public String reason() {
            return "Server %s does not list its meetings: %s".formatted(server, problem);
        }
    }

    @Override
    public Integer call() {
        return context.open(stores -> {
            List<Server> servers = ServersCommand.sorted(stores.servers().all());
            List<ServerId> ids = stores.serverIds(names);
            int unknown = Reply.forEach(
                    ids.stream()
                            .filter(id -> servers.stream()
                                    .noneMatch(server -> server.id().equals(id)))
                            .toList(),
                    id -> reply.noServer(id, stores.serverNames()));
            List<Found> found = ask(
                    servers.stream()
                            .filter(server -> ids.isEmpty() || ids.contains(server.id()))
                            .toList(),
                    stores.bbb());
            return Math.max(unknown, print(found));
        });
    }

    /** All at once: one that does not answer costs its deadline, and no more than that. */
    public static List<Found> ask(List<Server> servers, BbbClient bbb) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Found>> questions = servers.stream()
                    .<Callable<Found>>map(server -> () -> ask(server, bbb))
                    .toList();
            return threads.invokeAll(questions).stream().map(Future::resultNow).toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while servers are asked", e);
        }
    }

    private static Found ask(Server server, BbbClient bbb) {
        BbbReply answer = bbb.call(server.endpoint(), "getMeetings", CallParameters.none());
        if (answer instanceof BbbReply.Success(byte[] xml)) {
            try {
                return new Found(server, Meeting.in(xml), "");
            } catch (MeetingList.UnreadableException e) {
                return new Found(server, List.of(), String.valueOf(e.getMessage()));
            }
        }
        return new Found(server, List.of(), answer.toString());
    }

    private int print(List<Found> found) {
        if (json) {
            JsonListing.print(found.stream().flatMap(ServersMeetings::entries).toList(), reply.out());
        } else {
            found.forEach(this::print);
        }
        return Reply.forEach(
                found.stream().filter(answer -> !answer.answered()).toList(), missing -> reply.fail(missing.reason()));
    }

    private void print(Found found) {
        if (!found.answered()) {
            return;
        }
        reply.out().println("id: " + Cell.printable(found.server().id().value()));
        reply.out().println("\turl: " + found.server().url());
        reply.out().println("\tmeetings: " + found.meetings().size());
        found.meetings()
                .forEach(meeting -> reply.out()
                        .println("\t\t%s (%s, %s users)"
                                .formatted(
                                        Cell.printable(meeting.id()),
                                        Cell.printable(meeting.name()),
                                        Cell.printable(meeting.users()))));
    }

    private static Stream<Map<String, @Nullable Object>> entries(Found found) {
        return found.meetings().stream().map(meeting -> {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            fields.put("server_id", found.server().id().value());
            fields.put("meeting_id", meeting.id());
            fields.put("name", meeting.name());
            fields.put("users", meeting.users());
            return fields;
        });
    }

    /** A meeting as its BBB server lists it. */
    public record Meeting(String id, String name, String users) {
        private static final Set<String> FIELDS = Set.of("meetingID", "meetingName", "participantCount");

        /**
         * The meetings in an answer of getMeetings.
         *
         * @throws MeetingList.UnreadableException if it is broken
         */
        static List<Meeting> in(byte[] xml) throws MeetingList.UnreadableException {
            return MeetingList.read(xml, FIELDS).meetings().stream()
                    .map(Meeting::of)
                    .toList();
        }

        private static Meeting of(ListedMeeting meeting) {
            return new Meeting(
                    meeting.field("meetingID").orElse(""),
                    meeting.field("meetingName").orElse(""),
                    meeting.field("participantCount").orElse("0"));
        }
    }
}
