package org.scalelite.simulator.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Decoded parameters in the order they were sent; of repeated ones the first counts (BBB API reference, section 2.3). */
public final class QueryParameters {

    private static final QueryParameters NONE = new QueryParameters(List.of());

    /** Name, value, name, value: requests are many and their parameters few, so that a map would only cost. */
    private final List<String> pairs;

    private QueryParameters(List<String> pairs) {
        this.pairs = pairs;
    }

    public static QueryParameters parse(String raw) {
        if (raw.isEmpty()) {
            return NONE;
        }
        List<String> pairs = new ArrayList<>();
        int start = 0;
        while (start < raw.length()) {
            int end = raw.indexOf('&', start);
            end = end < 0 ? raw.length() : end;
            if (end > start) {
                int equals = raw.indexOf('=', start);
                int nameEnd = equals < 0 || equals > end ? end : equals;
                pairs.add(decode(raw, start, nameEnd));
                pairs.add(decode(raw, Math.min(nameEnd + 1, end), end));
            }
            start = end + 1;
        }
        return new QueryParameters(pairs);
    }

    public static QueryParameters of(Map<String, String> values) {
        List<String> pairs = new ArrayList<>();
        values.forEach((name, value) -> {
            pairs.add(name);
            pairs.add(value);
        });
        return new QueryParameters(pairs);
    }

    QueryParameters and(QueryParameters more) {
        List<String> both = new ArrayList<>(pairs);
        both.addAll(more.pairs);
        return new QueryParameters(both);
    }

    @Nullable
    public String get(String name) {
        for (int i = 0; i < pairs.size(); i += 2) {
            if (pairs.get(i).equals(name)) {
                return pairs.get(i + 1);
            }
        }
        return null;
    }

    public String get(String name, String otherwise) {
        String value = get(name);
        return value == null ? otherwise : value;
    }

    public boolean isEmpty() {
        return pairs.isEmpty();
    }

    public boolean isEmpty(String name) {
        return get(name, "").isEmpty();
    }

    int count(String name) {
        int count = 0;
        for (int i = 0; i < pairs.size(); i += 2) {
            count += pairs.get(i).equals(name) ? 1 : 0;
        }
        return count;
    }

    boolean sharesNameWith(QueryParameters other) {
        for (int i = 0; i < pairs.size(); i += 2) {
            if (other.count(pairs.get(i)) > 0) {
                return true;
            }
        }
        return false;
    }

    /** Numbers that do not parse fall back silently (BBB API reference, section 3.2). */
    public int number(String name, int otherwise) {
        try {
            return Integer.parseInt(get(name, ""));
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    public boolean flag(String name) {
        String value = get(name, "");
        return value.equals("1") || value.equalsIgnoreCase("true");
    }

    public void forEach(BiConsumer<String, String> consumer) {
        for (int i = 0; i < pairs.size(); i += 2) {
            consumer.accept(pairs.get(i), pairs.get(i + 1));
        }
    }

    public Map<String, String> asMap() {
        Map<String, String> map = new LinkedHashMap<>();
        forEach(map::putIfAbsent);
        return map;
    }

    private static String decode(String raw, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = raw.charAt(i);
            if (c == '%' || c == '+') {
                return decodeEscaped(raw.substring(start, end));
            }
        }
        return raw.substring(start, end);
    }

    private static String decodeEscaped(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '+') {
                out.write(' ');
            } else if (bytes[i] == '%' && i + 2 < bytes.length && isHex(bytes[i + 1]) && isHex(bytes[i + 2])) {
                out.write(Character.digit(bytes[i + 1], 16) * 16 + Character.digit(bytes[i + 2], 16));
                i += 2;
            } else {
                out.write(bytes[i]);
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static boolean isHex(byte character) {
        return Character.digit(character, 16) >= 0;
    }
}
