package org.scalelite.api.playback;

import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.scalelite.api.http.FilePath;
import org.scalelite.api.http.FileRequest;
import org.scalelite.api.http.PageAnswer;
import org.scalelite.common.recording.RecordingFiles;
import org.scalelite.common.recording.SafeSegment;

/** Sends a file, directly or through nginx (X-Accel-Redirect). */
@Singleton
record FileDelivery(PlaybackConfig config, RecordingFiles files, ErrorPages errors) {
    /** The internal location of nginx for the published directory. */
    private static final String INTERNAL = "/static-resource";

    private static final Set<String> SHOWN_IN_BROWSER = Set.of("presentation", "video", "screenshare");
    private static final int OK = 200;
    private static final int MOVED = 301;

    /**
     * A file of a recording.
     *
     * @param path format, record id and the rest
     * @param guarded not stored by shared caches
     */
    PageAnswer recordingFile(FileRequest request, List<String> path, boolean guarded) {
        Map<String, String> headers = new LinkedHashMap<>();
        // Cached, but revalidated each time: an unpublished recording is unavailable immediately.
        headers.put("Cache-Control", guarded ? "private, no-cache" : "no-cache");
        headers.put("X-Content-Type-Options", "nosniff");
        if (!SHOWN_IN_BROWSER.contains(path.getFirst())) {
            headers.put("Content-Disposition", "attachment");
        }
        return switch (config.delivery()) {
            case NGINX -> throughNginx(request, path, headers);
            case DIRECT -> direct(request, path, headers);
        };
    }

    private static PageAnswer throughNginx(FileRequest request, List<String> path, Map<String, String> headers) {
        boolean isDirectory = request.path().isDirectory();
        // nginx decodes the path once.
        headers.put("X-Accel-Redirect", INTERNAL + FilePath.encoded(path, isDirectory));
        if (!isDirectory) {
            FileTypes.of(path.getLast()).ifPresent(type -> headers.put("Content-Type", type));
        }
        return PageAnswer.empty(OK, headers);
    }

    private PageAnswer direct(FileRequest request, List<String> path, Map<String, String> headers) {
        SafeSegment format = new SafeSegment(path.getFirst());
        SafeSegment recordId = new SafeSegment(path.get(1));
        // Directories above may be symbolic links; the directory of the recording and its content may not.
        Path above = files.published(format, recordId).resolve("..").normalize();
        return file(request, above, path.subList(1, path.size()), headers);
    }

    /** A file below a directory, or the index page of a directory. */
    PageAnswer file(FileRequest request, Path root, List<String> names, Map<String, String> headers) {
        if (!request.path().isDirectory()) {
            return page(request, root, names, headers);
        }
        List<String> index = new ArrayList<>(names);
        index.add("index.html");
        return page(request, root, index, headers);
    }

    /** A file below a directory. */
    PageAnswer page(FileRequest request, Path root, List<String> names, Map<String, String> headers) {
        return switch (FileTree.find(root, names)) {
            case FileTree.Place.File file -> {
                headers.put("Content-Type", FileTypes.of(names.getLast()).orElse("application/octet-stream"));
                yield FileAnswer.of(file, request, headers);
            }
            case FileTree.Place.Directory() -> withSlash(request);
            case FileTree.Place.NotFound() -> errors.notFound(request);
        };
    }

    /** Relative links in an index page need the trailing slash. */
    private PageAnswer withSlash(FileRequest request) {
        return request.path()
                .segments()
                .filter(_ -> !request.path().isDirectory())
                .map(segments -> FilePath.encoded(segments, true))
                .map(path -> PageAnswer.empty(MOVED, Map.of("Location", path, "Cache-Control", "no-store")))
                .orElseGet(() -> errors.notFound(request));
    }
}
