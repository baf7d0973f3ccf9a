package org.scalelite.cli.doctor;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;
import org.scalelite.common.doctor.Finding;
import org.scalelite.common.playback.PlayerDirectory;
import org.scalelite.common.recording.RecordingConfig;

/** Whether links to presentation recordings lead to BBB's player. */
final class PlayerCheck {
    private static final String FORMAT = "presentation";
    private static final String PLAYER = "/playback/presentation/2.3/";
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int OK = 200;
    private static final List<Integer> MISSING = List.of(404, 503);

    private PlayerCheck() {}

    static List<Finding> run(Settings settings) {
        RecordingConfig recordings = RecordingConfig.of(settings);
        if (!recordings.enabled() || !recordings.playbackFormats().contains(FORMAT)) {
            return List.of();
        }
        PlayerDirectory player = new PlayerDirectory(settings.get(Variables.PLAYBACK_PLAYER_DIR));
        if (player.hasPlayer()) {
            return List.of(Finding.ok(player.path().toString(), "BBB's player is there"));
        }
        if (settings.get(Variables.PLAYBACK_DELIVERY).equals("direct")) {
            return List.of(missing(player.page().toString(), "is missing (PLAYBACK_PLAYER_DIR)"));
        }
        return List.of(settings.get(Variables.URL_HOST)
                .map(host -> behindNginx(List.of(URI.create("https://" + host), URI.create("http://" + host))))
                .orElseGet(() -> Finding.note(
                        player.path().toString(),
                        "has no player, and without URL_HOST nginx cannot be asked whether it has one")));
    }

    /** Asks nginx, whose player may be in its image or on another machine, at the first of its addresses that answers. */
    static Finding behindNginx(List<URI> addresses) {
        List<String> failures = new ArrayList<>();
        for (URI address : addresses) {
            URI page = address.resolve(PLAYER);
            try {
                return answered(page, status(page));
            } catch (IOException e) {
                failures.add(e.toString());
            }
        }
        return Finding.note(
                addresses.getFirst().resolve(PLAYER).toString(),
                "cannot be asked for from here whether nginx has BBB's player: " + String.join("; ", failures));
    }

    private static Finding answered(URI page, int status) {
        if (status == OK) {
            return Finding.ok(page.toString(), "nginx has BBB's player");
        }
        return MISSING.contains(status)
                ? missing(page.toString(), "nginx has no player (status %d)".formatted(status))
                : Finding.note(page.toString(), "does not tell whether nginx has BBB's player: status " + status);
    }

    private static Finding missing(String where, String what) {
        return Finding.warning(
                where, what + ": links to presentation recordings show a page that says so", PlayerDirectory.CURE);
    }

    private static int status(URI page) throws IOException {
        if (!(page.toURL().openConnection() instanceof HttpURLConnection connection)) {
            throw new IOException("not an address of HTTP: " + page);
        }
        try {
            connection.setConnectTimeout((int) TIMEOUT.toMillis());
            connection.setReadTimeout((int) TIMEOUT.toMillis());
            connection.setInstanceFollowRedirects(false);
            return connection.getResponseCode();
        } finally {
            connection.disconnect();
        }
    }
}
