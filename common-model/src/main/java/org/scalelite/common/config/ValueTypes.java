package org.scalelite.common.config;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.regex.Pattern;

/** The types that variables can have. */
final class ValueTypes {
    private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?");
    private static final Pattern REDIS_DATABASE = Pattern.compile("/?|/[0-9]{1,4}");
    private static final Pattern NAMESPACE = Pattern.compile("[^\\s{}]*");
    private static final Pattern CLAIM = Pattern.compile("[!-~]{1,200}");
    private static final BigDecimal MAX_WEIGHT = BigDecimal.valueOf(1000);
    private static final long MAX_SECONDS = Duration.ofDays(3650).toSeconds();

    private ValueTypes() {}

    static ValueType<Optional<String>> text() {
        return optional("any text", Function.identity());
    }

    static ValueType<Optional<String>> hostName() {
        return optional("a host name such as sl.example.org, without scheme and port", text -> {
            require(HOST_NAME.matcher(text).matches());
            return text.toLowerCase(Locale.ROOT);
        });
    }

    static ValueType<String> namespace() {
        return new ValueType<>("a text without spaces and braces, or nothing", text -> {
                    require(NAMESPACE.matcher(text).matches());
                    return text;
                })
                .withBlankAsValue();
    }

    static ValueType<Boolean> flag() {
        return new ValueType<>("true or false", text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false", "f", "no", "n", "off", "0" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        });
    }

    static ValueType<Integer> wholeNumber(int min, int max) {
        String allowed = max == Integer.MAX_VALUE
                ? "a whole number, %d or more".formatted(min)
                : "a whole number from %d to %d".formatted(min, max);
        return new ValueType<>(allowed, text -> {
            int number = Integer.parseInt(text);
            require(number >= min && number <= max);
            return number;
        });
    }

    /** A number that may have a fraction, 0 or more. */
    static ValueType<Double> weight() {
        return new ValueType<>("a number from 0 to 1000, such as 1 or 0.5", text -> {
            BigDecimal number = new BigDecimal(text);
            require(number.signum() >= 0 && number.compareTo(MAX_WEIGHT) <= 0);
            return number.doubleValue();
        });
    }

    static ValueType<Integer> ignoredNumber() {
        return new ValueType<>("a whole number; it has no effect here", Integer::parseInt);
    }

    /** Seconds, fractions allowed, greater than zero. */
    static ValueType<Duration> seconds() {
        return new ValueType<>("a number of seconds above 0, such as 10 or 0.5", text -> {
            Duration duration = decimalSeconds(text);
            require(duration.isPositive());
            return duration;
        });
    }

    /** Whole seconds, one at least. */
    static ValueType<Duration> wholeSeconds() {
        return new ValueType<>("a whole number of seconds, 1 or more", text -> {
            Duration duration = Duration.ofSeconds(Integer.parseInt(text));
            require(duration.isPositive());
            return duration;
        });
    }

    /** A Redis; the path is the number of a database. */
    static ValueType<URI> redisAddress() {
        ValueType<URI> any = storeAddress(
                "redis://[user][:password]@host:port/db, rediss://… or redis-sentinel://[user][:password]@host:port,"
                        + "host:port/db#name-of-the-primary, rediss-sentinel://…",
                "redis",
                "rediss",
                "redis-sentinel",
                "rediss-sentinel");
        return new ValueType<>(any.allowed(), text -> {
            URI uri = any.parser().apply(text);
            require(uri.getRawPath() == null
                    || REDIS_DATABASE.matcher(uri.getRawPath()).matches());
            require(!uri.getScheme().endsWith("-sentinel")
                    || (uri.getFragment() != null && !uri.getFragment().isBlank()));
            return uri;
        });
    }

    /** Where to listen; the port may be left out. */
    static ValueType<URI> listenAddress() {
        return new ValueType<>("tcp://HOST:PORT or tcp://HOST", text -> {
            URI uri = URI.create(text);
            require("tcp".equals(uri.getScheme()) && uri.getHost() != null);
            require(uri.getPort() <= 65_535);
            return uri;
        });
    }

    /** Whole seconds; zero means none. */
    static ValueType<Duration> wholeSecondsOrNone() {
        return whole("seconds", Duration::ofSeconds);
    }

    /** Whole minutes; zero means none. */
    static ValueType<Duration> minutes() {
        return whole("minutes", Duration::ofMinutes);
    }

    private static ValueType<Duration> whole(String unit, IntFunction<Duration> duration) {
        return new ValueType<>("a whole number of " + unit + ", 0 or more", text -> {
            int number = Integer.parseInt(text);
            require(number >= 0);
            return duration.apply(number);
        });
    }

    static ValueType<Path> path() {
        return new ValueType<>("an absolute path", text -> {
            Path path = Path.of(text);
            require(path.isAbsolute());
            return path.normalize();
        });
    }

    static ValueType<List<String>> list(String separator) {
        return new ValueType<>(
                "texts separated by " + (separator.isBlank() ? "spaces" : separator),
                text -> Arrays.stream(text.split(Pattern.quote(separator), -1))
                        .map(String::strip)
                        .filter(part -> !part.isEmpty())
                        .toList());
    }

    /** Networks as {@code 10.1.0.0/16,fd00::/8}. */
    static ValueType<List<Network>> networks() {
        ValueType<List<String>> parts = list(",");
        return new ValueType<>(
                "networks such as 10.1.0.0/16,fd00::/8",
                text -> parts.parser().apply(text).stream().map(Network::of).toList());
    }

    /** The issuer of an OpenID provider. */
    static ValueType<URI> issuer() {
        ValueType<URI> any = address("an address such as https://id.example.org/realms/school", "https", "http");
        return new ValueType<>(any.allowed(), text -> {
            URI uri = any.parser().apply(text);
            require(uri.getHost() != null && uri.getRawUserInfo() == null);
            require(uri.getRawQuery() == null && uri.getRawFragment() == null);
            return uri;
        });
    }

    /** The name of a claim. */
    static ValueType<String> claim() {
        return new ValueType<>("the name of a claim, such as groups", text -> {
            require(CLAIM.matcher(text).matches());
            return text;
        });
    }

    /** {@code NAME:SCOPE:HASH,…}. */
    static ValueType<List<AdminToken>> adminTokens() {
        ValueType<List<String>> parts = list(",");
        return new ValueType<>(
                "NAME:SCOPE:HASH entries separated by commas, as 'scalelite admin-token' prints them",
                text -> parts.parser().apply(text).stream().map(AdminToken::of).toList());
    }

    /** {@code a=1,b=2}; the order is kept. */
    static ValueType<Map<String, String>> parameters() {
        return new ValueType<>("NAME=VALUE pairs separated by commas, such as a=1,b=2", text -> {
            Map<String, String> parameters = new LinkedHashMap<>();
            for (String pair : text.split(",", -1)) {
                if (!pair.isBlank()) {
                    int equals = pair.indexOf('=');
                    require(equals > 0);
                    parameters.put(
                            pair.substring(0, equals).strip(),
                            pair.substring(equals + 1).strip());
                }
            }
            return Collections.unmodifiableMap(parameters);
        });
    }

    static <E extends Enum<E>> ValueType<List<E>> listOf(Class<E> type, String separator) {
        List<String> names =
                Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
        return new ValueType<>("one or more of " + String.join(separator, names), text -> {
            List<E> values = new ArrayList<>();
            for (String name : text.split(Pattern.quote(separator), -1)) {
                if (!name.isBlank()) {
                    values.add(EnumText.parse(type, name.strip()));
                }
            }
            return List.copyOf(values);
        });
    }

    static ValueType<String> oneOf(String... names) {
        return new ValueType<>("one of " + String.join(", ", names), text -> {
            String lower = text.toLowerCase(Locale.ROOT);
            require(List.of(names).contains(lower));
            return lower;
        });
    }

    /** An address that may have user and password. */
    static ValueType<URI> storeAddress(String allowed, String... schemes) {
        ValueType<URI> any = address(allowed, schemes);
        return new ValueType<>(allowed, text -> {
            requireEscapedCredentials(text);
            return any.parser().apply(text);
        });
    }

    static ValueType<URI> address(String allowed, String... schemes) {
        return new ValueType<>(allowed, text -> {
            URI uri = URI.create(text);
            require(uri.getScheme() != null && List.of(schemes).contains(uri.getScheme()));
            require(uri.getRawAuthority() != null);
            return uri;
        });
    }

    static <T> ValueType<Optional<T>> optional(ValueType<T> type) {
        return new ValueType<>(
                type.allowed(),
                text -> text.isEmpty()
                        ? Optional.empty()
                        : Optional.of(type.parser().apply(text)),
                type.secret(),
                type.blankIsValue());
    }

    private static ValueType<Optional<String>> optional(String allowed, Function<String, String> parser) {
        return optional(new ValueType<>(allowed, parser));
    }

    private static Duration decimalSeconds(String text) {
        BigDecimal seconds = new BigDecimal(text);
        require(seconds.compareTo(BigDecimal.valueOf(MAX_SECONDS)) <= 0);
        return Duration.ofNanos(seconds.movePointRight(9).longValue());
    }

    /** What is wrong with a text, in words that may be shown even if the text may not. */
    static final class NamedFaultException extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        NamedFaultException(String message) {
            super(message);
        }
    }

    /** A password with an @ in it would lead to another host, and into messages that name the host. */
    private static void requireEscapedCredentials(String text) {
        String address = text.replaceFirst("(?s)[?#].*", "");
        int slash = address.indexOf('/', address.indexOf("://") + "://".length());
        int at = address.indexOf('@');
        if (at != address.lastIndexOf('@')) {
            throw new NamedFaultException("its user or password holds an unescaped @, which must be written %40");
        }
        if (slash >= 0 && slash < at) {
            throw new NamedFaultException("its user or password holds an unescaped /, which must be written %2F");
        }
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new IllegalArgumentException("not allowed");
        }
    }
}
