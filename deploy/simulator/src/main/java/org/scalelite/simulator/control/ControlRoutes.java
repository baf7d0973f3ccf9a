package org.scalelite.simulator.control;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scalelite.simulator.SimulatedBbbServer;
import org.scalelite.simulator.SimulatedPool;
import org.scalelite.simulator.control.ControlApi.ControlAnswer;
import org.scalelite.simulator.control.ControlApi.ControlNotFoundException;
import org.scalelite.simulator.http.RequestLog.LoggedRequest;

/** What the paths of the control API do (BBB API reference, section 11). */
record ControlRoutes(SimulatedPool pool) {
    private static final ControlAnswer DONE = new ControlAnswer(200, Map.of("done", true));

    ControlAnswer answer(ControlRequest request) {
        List<String> path = request.path();
        if (path.isEmpty() || !path.getFirst().equals("servers") || path.size() > 3) {
            throw unknown(request);
        }
        if (path.size() == 1) {
            requireGet(request);
            return new ControlAnswer(
                    200, pool.servers().stream().map(ControlViews::server).toList());
        }
        SimulatedBbbServer server = server(path.get(1));
        if (path.size() == 2) {
            requireGet(request);
            return new ControlAnswer(200, ControlViews.server(server));
        }
        return onServer(request, server, request.method() + " " + path.get(2));
    }

    private static ControlAnswer onServer(ControlRequest request, SimulatedBbbServer server, String route) {
        return switch (route) {
            case "GET meetings" -> meetings(server);
            case "GET requests" -> requests(request, server);
            case "GET faults" -> new ControlAnswer(200, ControlViews.faults(server));
            default -> {
                change(request, server, route);
                yield DONE;
            }
        };
    }

    private static void change(ControlRequest request, SimulatedBbbServer server, String route) {
        switch (route) {
            case "POST meetings" -> server.createMeeting(request.text("meetingID"), parameters(request));
            case "DELETE meetings" -> server.endMeeting(request.text("meetingID"));
            case "POST users" ->
                server.connectUsers(
                        request.text("meetingID"), request.number("moderators", 0), request.number("viewers", 0));
            case "DELETE users" -> server.disconnectUsers(request.text("meetingID"));
            case "POST videos" -> server.startVideos(request.text("meetingID"), request.number("count", 1));
            case "POST faults" -> fault(request, server);
            case "DELETE faults" -> server.recover();
            case "POST crash" -> server.crash();
            case "POST restart" -> server.restartEmpty();
            case "DELETE requests" -> server.dropRequestLog();
            default -> throw unknown(request);
        }
    }

    private static ControlAnswer meetings(SimulatedBbbServer server) {
        return new ControlAnswer(
                200, server.meetings().stream().map(ControlViews::meeting).toList());
    }

    private static ControlAnswer requests(ControlRequest request, SimulatedBbbServer server) {
        List<LoggedRequest> requests =
                request.optionalText("call").map(server::requests).orElseGet(server::requests);
        return new ControlAnswer(
                200, requests.stream().map(ControlViews::request).toList());
    }

    private static void fault(ControlRequest request, SimulatedBbbServer server) {
        Fault fault = ControlFault.of(request);
        Optional<String> call = request.optionalText("call");
        if (request.flag("once")) {
            server.injectOnce(fault, call.orElseThrow(() -> new IllegalArgumentException("\"once\" needs a \"call\"")));
        } else {
            call.ifPresentOrElse(name -> server.inject(fault, name), () -> server.inject(fault));
        }
    }

    private static Map<String, String> parameters(ControlRequest request) {
        return Map.of("name", request.optionalText("name").orElseGet(() -> request.text("meetingID")));
    }

    private SimulatedBbbServer server(String name) {
        return pool.servers().stream()
                .filter(server -> server.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ControlNotFoundException("There is no server " + name));
    }

    private static void requireGet(ControlRequest request) {
        if (!request.method().equals("GET")) {
            throw unknown(request);
        }
    }

    private static ControlNotFoundException unknown(ControlRequest request) {
        return new ControlNotFoundException(
                "There is no " + request.method() + " /" + String.join("/", request.path()));
    }
}
