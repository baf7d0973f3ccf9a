package org.scalelite.api.playback;

import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scalelite.api.http.FilePath;
import org.scalelite.api.http.FileRequest;
import org.scalelite.api.http.PageAnswer;
import org.scalelite.common.playback.PlayerDirectory;
import org.scalelite.common.recording.SafeSegment;

/** The playback paths of BBB that nginx does not answer (specification, section 12). */
@Singleton
record PlayerPages(PlaybackConfig config, FileDelivery delivery, ErrorPages errors) {
    private static final String PLAYER = "playback/presentation";
    private static final String OLD_PAGE = "playback.html";
    private static final int MOVED = 301;
    private static final int TEMPORARY_REDIRECT = 307;

    Optional<PageAnswer> answer(FileRequest request) {
        if (!config.enabled()) {
            return Optional.empty();
        }
        return request.path().segments().flatMap(segments -> switch (config.delivery()) {
            case NGINX -> notServedByNginx(request, segments);
            case DIRECT -> direct(request, segments);
        });
    }

    /** nginx serves the player itself, and forwards the request only if the player is not installed. */
    private Optional<PageAnswer> notServedByNginx(FileRequest request, List<String> segments) {
        return head(segments).equals(PLAYER) && segments.get(2).equals(PlayerDirectory.VERSION)
                ? Optional.of(errors.noPlayer(request))
                : Optional.empty();
    }

    private Optional<PageAnswer> direct(FileRequest request, List<String> segments) {
        return switch (head(segments)) {
            case PLAYER -> presentation(request, segments.subList(2, segments.size()));
            case "playback/video", "recording/screenshare" -> Optional.of(shortened(request, segments));
            default -> Optional.empty();
        };
    }

    /** The first two segments, if a third one follows. */
    private static String head(List<String> segments) {
        return segments.size() > 2 ? segments.get(0) + "/" + segments.get(1) : "";
    }

    private static PageAnswer shortened(FileRequest request, List<String> segments) {
        String path = FilePath.encoded(
                segments.subList(1, segments.size()), request.path().isDirectory());
        return redirect(TEMPORARY_REDIRECT, path + queryOf(request));
    }

    private Optional<PageAnswer> presentation(FileRequest request, List<String> names) {
        if (names.equals(List.of(OLD_PAGE))) {
            return Optional.of(redirect(MOVED, "/playback/presentation/0.81/" + OLD_PAGE + queryOf(request)));
        }
        if (names.equals(List.of("2.0", OLD_PAGE))) {
            return Optional.of(request.parameter("meetingId")
                    .flatMap(SafeSegment::of)
                    .map(id -> redirect(MOVED, "/playback/presentation/" + PlayerDirectory.VERSION + "/" + id))
                    .orElseGet(() -> errors.notFound(request)));
        }
        return Optional.of(player(request, names));
    }

    /** The player routes by URL, so each path below it that is not a file gets its page. */
    private PageAnswer player(FileRequest request, List<String> names) {
        Path root = config.player().presentation();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Cache-Control", "no-cache");
        headers.put("X-Content-Type-Options", "nosniff");
        boolean isFile = FileTree.find(root, names) instanceof FileTree.Place.File;
        if (isFile || !names.getFirst().equals(PlayerDirectory.VERSION)) {
            return delivery.file(request, root, names, headers);
        }
        return config.player().hasPlayer()
                ? delivery.page(request, root, List.of(PlayerDirectory.VERSION, "index.html"), headers)
                : errors.noPlayer(request);
    }

    private static PageAnswer redirect(int status, String location) {
        return PageAnswer.empty(status, Map.of("Location", location, "Cache-Control", "no-store"));
    }

    private static String queryOf(FileRequest request) {
        return request.query().isEmpty() ? "" : "?" + request.query();
    }
}
