package org.scalelite.common.bbb;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The parameters of a call, in order; the last value of a repeated name wins (specification, section 5.4). */
public final class CallParameters {
    private static final CallParameters NONE = new CallParameters(Map.of());

    private final Map<String, String> values;

    private CallParameters(Map<String, String> values) {
        this.values = values;
    }

    /** No parameters. */
    public static CallParameters none() {
        return NONE;
    }

    /** These parameters, in the map's order. */
    public static CallParameters of(Map<String, String> values) {
        return new CallParameters(Collections.unmodifiableMap(new LinkedHashMap<>(values)));
    }

    public static CallParameters of(String name, String value) {
        return NONE.with(name, value);
    }

    /** The value of a parameter, which may be empty. */
    public Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** The value of a parameter, if it is given and not empty. */
    public Optional<String> nonEmpty(String name) {
        return get(name).filter(value -> !value.isEmpty());
    }

    /** These parameters and one more, which replaces one of the same name. */
    public CallParameters with(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(values);
        changed.put(name, value);
        return new CallParameters(Collections.unmodifiableMap(changed));
    }

    /** These parameters and others, which replace those of the same name. */
    public CallParameters withAll(Map<String, String> others) {
        if (others.isEmpty()) {
            return this;
        }
        Map<String, String> changed = new LinkedHashMap<>(values);
        changed.putAll(others);
        return new CallParameters(Collections.unmodifiableMap(changed));
    }

    /** These parameters without one. */
    public CallParameters without(String name) {
        if (!values.containsKey(name)) {
            return this;
        }
        Map<String, String> changed = new LinkedHashMap<>(values);
        changed.remove(name);
        return new CallParameters(Collections.unmodifiableMap(changed));
    }

    /** Only the parameters of these names. */
    public CallParameters only(Iterable<String> names) {
        Map<String, String> chosen = new LinkedHashMap<>();
        for (String name : names) {
            get(name).ifPresent(value -> chosen.put(name, value));
        }
        return new CallParameters(Collections.unmodifiableMap(chosen));
    }

    /** All names and values, in order. */
    public Map<String, String> asMap() {
        return values;
    }

    /** The query string in form encoding, as it is signed and sent. */
    public String toQuery() {
        return values.entrySet().stream()
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Names only: values may be passwords. */
    @Override
    public String toString() {
        return "CallParameters" + values.keySet();
    }
}
