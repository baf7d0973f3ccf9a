package org.scalelite.api.recording;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.scalelite.api.playback.PlaybackTokens;
import org.scalelite.common.playback.PlaybackPath;
import org.scalelite.common.recording.PlaybackFormat;
import org.scalelite.common.recording.Recording;
import org.scalelite.common.recording.RecordingConfig;

/**
 * The playback URLs of recordings. A recording whose row is protected gets a one-time link, whatever the value of
 * {@code PROTECTED_RECORDINGS_ENABLED}, which applies to imports.
 */
@Singleton
record PlaybackLinks(RecordingConfig config, PlaybackTokens tokens) {
    /** Whether answers contain the element {@code protected} (specification, section 5.12). */
    boolean isShowingProtection() {
        return config.importProtected();
    }

    /** Recordings with their links; all tokens are issued in one round trip. */
    List<PlayableRecording> of(List<Recording> recordings, String origin) {
        Iterator<String> issued = tokens.issueAll(recordings.stream()
                        .filter(Recording::isProtected)
                        .flatMap(recording -> recording.formats().stream()
                                .map(format ->
                                        new PlaybackTokens.PlaybackTarget(recording.recordId(), format.format())))
                        .toList())
                .iterator();
        List<PlayableRecording> playable = new ArrayList<>(recordings.size());
        for (Recording recording : recordings) {
            List<String> urls = new ArrayList<>();
            for (PlaybackFormat format : recording.formats()) {
                urls.add(PlayableRecording.address(
                        origin,
                        recording.isProtected()
                                ? tokenPath(recording, format, issued.next())
                                : path(recording, format)));
            }
            playable.add(new PlayableRecording(recording, origin, urls));
        }
        return playable;
    }

    /** A stored link to another host is not used: the link of the format answers 404 then. */
    private static String path(Recording recording, PlaybackFormat format) {
        return PlaybackPath.ofStored(format.url())
                .map(PlaybackPath::value)
                .orElseGet(() -> pagePath(recording, format));
    }

    private static String tokenPath(Recording recording, PlaybackFormat format, String token) {
        return pagePath(recording, format) + "?token=" + token;
    }

    private static String pagePath(Recording recording, PlaybackFormat format) {
        return "/recording/" + recording.recordId() + "/" + format.format();
    }

    /**
     * A recording with its playback URLs.
     *
     * @param formatUrls URLs of its formats, in the same order
     */
    record PlayableRecording(Recording recording, String origin, List<String> formatUrls) {
        PlayableRecording {
            formatUrls = List.copyOf(formatUrls);
        }

        /** The URL of a path on this load balancer. */
        String address(String path) {
            return address(origin, path);
        }

        static String address(String origin, String path) {
            return origin + path;
        }
    }
}
