package org.scalelite.simulator.http;

import io.netty.handler.codec.http.HttpMethod;
import org.scalelite.simulator.meeting.Meeting;
import org.scalelite.simulator.meeting.MeetingTable;
import org.scalelite.simulator.meeting.Participant;

/**
 * The pages a browser sees: the client after a join, and the server's own page (BBB API reference, section 4.3.2).
 *
 * @param isBelowPath whether the client is also below a path of the server, as a cluster proxy asks for it
 */
public record ClientPage(String serverName, MeetingTable meetings, boolean autoConnect, boolean isBelowPath) {
    public static final String JOIN_PATH = "/html5client/join";

    private static final String LEAVE_PATH = "/html5client/leave";

    public HttpAnswer answer(ApiRequest request) {
        if (!request.method().equals(HttpMethod.GET)) {
            return HttpAnswer.errorPage(405, "Method Not Allowed");
        }
        String path = isBelowPath ? request.path().replaceFirst("^/[^/]+(?=/html5client)", "") : request.path();
        return switch (path) {
            case "/" -> home(request.parameters().get("errors", ""));
            case JOIN_PATH, "/html5client", "/html5client/" -> client(request.parameters());
            case LEAVE_PATH -> leave(request.parameters());
            default -> HttpAnswer.errorPage(404, "Not Found");
        };
    }

    private HttpAnswer client(QueryParameters parameters) {
        if (parameters.get("sessionToken") == null) {
            return page(200, "Client", "");
        }
        MeetingTable.Session session = meetings.session(parameters.get("sessionToken", ""));
        if (session == null) {
            return page(
                    404,
                    "No such session",
                    "<p>Nobody has joined with this session token, or the meeting is over.</p>");
        }
        if (autoConnect) {
            session.meeting().connect(session.participant());
        }
        return page(200, session.meeting().settings().name(), clientText(session));
    }

    private String clientText(MeetingTable.Session session) {
        Meeting meeting = session.meeting();
        Participant user = session.participant();
        boolean inside = meeting.connected().contains(user);
        return "<table>" + row("Server", serverName)
                + row("Meeting", meeting.settings().name())
                + row("Meeting ID", meeting.externalId())
                + row("Internal meeting ID", meeting.internalId())
                + row("User", user.fullName())
                + row("User ID", user.externalId())
                + row("Role", user.role())
                + row("State", inside ? "in the meeting" : "registered, not connected")
                + row("Participants", Integer.toString(meeting.connected().size()))
                + "</table>\n"
                + (inside
                        ? "<p><a href=\"" + LEAVE_PATH + "?sessionToken=" + user.sessionToken()
                                + "\">Leave the meeting</a></p>"
                        : "");
    }

    private HttpAnswer leave(QueryParameters parameters) {
        MeetingTable.Session session = meetings.session(parameters.get("sessionToken", ""));
        if (session == null) {
            return HttpAnswer.redirect("/", null);
        }
        session.meeting().disconnect(session.participant(), meetings.now());
        String logoutUrl = session.meeting().settings().logoutUrl();
        return HttpAnswer.redirect(logoutUrl.isEmpty() ? "/" : logoutUrl, null);
    }

    private HttpAnswer home(String errors) {
        String problem = errors.isEmpty() ? "" : "<p>You could not join: <code>" + escaped(errors) + "</code></p>\n";
        return page(200, "Server " + serverName, problem + "<p>Its API is at <code>/bigbluebutton/api</code>.</p>");
    }

    private static HttpAnswer page(int status, String title, String text) {
        return HttpAnswer.html(status, """
                <!DOCTYPE html>
                <html lang="en">
                <head><meta charset="utf-8"><title>%1$s (simulated BigBlueButton)</title>
                <style>body{font-family:sans-serif;margin:3em}th{text-align:left;padding-right:2em}</style></head>
                <body>
                <h1>%1$s</h1>
                <p>This is a simulated BigBlueButton server.</p>
                %2$s
                </body>
                </html>
                """.formatted(escaped(title), text));
    }

    private static String row(String name, String value) {
        return "<tr><th>" + name + "</th><td>" + escaped(value) + "</td></tr>\n";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
