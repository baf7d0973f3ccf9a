package org.scalelite.simulator.call;

import org.jspecify.annotations.Nullable;
import org.scalelite.simulator.http.ApiError;
import org.scalelite.simulator.http.QueryParameters;
import org.scalelite.simulator.meeting.MeetingSettings;

/** The role by which a user joins, or why there is none (BBB API reference, sections 4.3.1 and 4.3.4). */
record JoinRole(boolean moderator, @Nullable ApiError error) {

    private static final JoinRole MODERATOR = new JoinRole(true, null);
    private static final JoinRole VIEWER = new JoinRole(false, null);
    private static final JoinRole WRONG_PASSWORD = refused("You must enter a valid password");
    private static final JoinRole NO_PASSWORDS =
            refused("You must send the 'role' parameter, since this meeting doesn't have any password.");
    private static final JoinRole NEITHER =
            refused("You must either send the valid role of the user, or the password, sould the meeting has one.");

    static JoinRole of(QueryParameters parameters, MeetingSettings settings) {
        String role = parameters.get("role", "");
        if (role.equalsIgnoreCase("MODERATOR")) {
            return MODERATOR;
        }
        if (role.equalsIgnoreCase("VIEWER")) {
            return VIEWER;
        }
        if (settings.moderatorPw().isEmpty() && settings.attendeePw().isEmpty()) {
            return NO_PASSWORDS;
        }
        return byPassword(parameters.get("password", ""), settings);
    }

    private static JoinRole byPassword(String password, MeetingSettings settings) {
        if (password.isEmpty()) {
            return NEITHER;
        }
        if (password.equals(settings.moderatorPw())) {
            return MODERATOR;
        }
        return password.equals(settings.attendeePw()) ? VIEWER : WRONG_PASSWORD;
    }

    private static JoinRole refused(String message) {
        return new JoinRole(false, new ApiError("Params required", message));
    }
}
