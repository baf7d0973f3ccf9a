package org.scalelite.common.server;

import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Changes of a server by an operator.
 *
 * @param tag an empty text removes the tag
 * @param settings an empty text removes a setting
 */
public record ServerUpdate(
        Optional<URI> url,
        Optional<String> secret,
        Optional<Double> loadMultiplier,
        Optional<String> tag,
        Optional<Server.State> state,
        Map<Server.Setting, String> settings) {
    private static final String UNCHANGED = "as before";
    private static final ServerUpdate NOTHING = new ServerUpdate(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Map.of());

    public ServerUpdate {
        settings = Map.copyOf(settings);
    }

    /** An update without changes. */
    public static ServerUpdate nothing() {
        return NOTHING;
    }

    public static ServerUpdate state(Server.State state) {
        return NOTHING.withState(state);
    }

    public ServerUpdate withUrl(URI newUrl) {
        return new ServerUpdate(Optional.of(newUrl), secret, loadMultiplier, tag, state, settings);
    }

    public ServerUpdate withSecret(String newSecret) {
        return new ServerUpdate(url, Optional.of(newSecret), loadMultiplier, tag, state, settings);
    }

    public ServerUpdate withLoadMultiplier(double newMultiplier) {
        return new ServerUpdate(url, secret, Optional.of(newMultiplier), tag, state, settings);
    }

    public ServerUpdate withTag(String newTag) {
        return new ServerUpdate(url, secret, loadMultiplier, Optional.of(newTag), state, settings);
    }

    public ServerUpdate withState(Server.State newState) {
        return new ServerUpdate(url, secret, loadMultiplier, tag, Optional.of(newState), settings);
    }

    /** With further settings. */
    public ServerUpdate withSettings(Map<Server.Setting, String> newSettings) {
        Map<Server.Setting, String> all = new EnumMap<>(Server.Setting.class);
        all.putAll(settings);
        all.putAll(newSettings);
        return new ServerUpdate(url, secret, loadMultiplier, tag, state, all);
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
        settings.forEach((setting, value) -> fields.put(setting.text(), value));
        List<String> pairs = new ArrayList<>();
        fields.forEach((field, value) -> pairs.addAll(List.of(field, value)));
        return pairs;
    }

    @Override
    public String toString() {
        return "state %s, multiplier %s, tag %s%s"
                .formatted(
                        state.map(Server.State::text).orElse(UNCHANGED),
                        loadMultiplier.map(String::valueOf).orElse(UNCHANGED),
                        tag.orElse(UNCHANGED),
                        settings.isEmpty() ? "" : ", " + settings);
    }
}
