package org.scalelite.common.server;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Changes of a server by an operator.
 *
 * @param tag an empty text removes the tag
 */
public record ServerUpdate(
        Optional<URI> url,
        Optional<String> secret,
        Optional<Double> loadMultiplier,
        Optional<String> tag,
        Optional<Server.State> state) {
    private static final String UNCHANGED = "as before";
    private static final ServerUpdate NOTHING =
            new ServerUpdate(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** An update without changes. */
    public static ServerUpdate nothing() {
        return NOTHING;
    }

    public static ServerUpdate state(Server.State state) {
        return NOTHING.withState(state);
    }

    public ServerUpdate withUrl(URI newUrl) {
        return new ServerUpdate(Optional.of(newUrl), secret, loadMultiplier, tag, state);
    }

    public ServerUpdate withSecret(String newSecret) {
        return new ServerUpdate(url, Optional.of(newSecret), loadMultiplier, tag, state);
    }

    public ServerUpdate withLoadMultiplier(double newMultiplier) {
        return new ServerUpdate(url, secret, Optional.of(newMultiplier), tag, state);
    }

    public ServerUpdate withTag(String newTag) {
        return new ServerUpdate(url, secret, loadMultiplier, Optional.of(newTag), state);
    }

    public ServerUpdate withState(Server.State newState) {
        return new ServerUpdate(url, secret, loadMultiplier, tag, Optional.of(newState));
    }

    public boolean isEmpty() {
        return equals(NOTHING);
    }

    /** As the script parses it. */
    List<String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        url.ifPresent(value -> fields.put("url", value.toString()));
        secret.ifPresent(value -> fields.put("secret", value));
        loadMultiplier.ifPresent(value -> fields.put("load_multiplier", String.valueOf(value)));
        tag.ifPresent(value -> fields.put("tag", value));
        state.ifPresent(value -> fields.put("state", value.text()));
        List<String> pairs = new ArrayList<>();
        fields.forEach((field, value) -> pairs.addAll(List.of(field, value)));
        return pairs;
    }

    @Override
    public String toString() {
        return "state %s, multiplier %s, tag %s"
                .formatted(
                        state.map(Server.State::text).orElse(UNCHANGED),
                        loadMultiplier.map(String::valueOf).orElse(UNCHANGED),
                        tag.orElse(UNCHANGED));
    }
}
