package org.scalelite.api.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads what a server is added with; text that cannot be right is a usage error that says what is expected. */
final class ServerArguments {
    private static final Set<String> SCHEMES = Set.of("http", "https");

    private ServerArguments() {}

    /** The address of a server's API. */
    static final class Url implements ITypeConverter<URI> {
        @Override
        public URI convert(String text) {
            try {
                URI url = new URI(text.strip());
                if (isApi(url)) {
                    return url;
                }
            } catch (URISyntaxException _) {
                // Answered below, as all that is no such URL.
            }
            throw new TypeConversionException(("'%s' is not the API of a BBB server: give an absolute http or https URL"
                            + " whose path ends in /api, such as https://bbb1.example.com/bigbluebutton/api")
                    .formatted(text));
        }

        private static boolean isApi(URI url) {
            return url.getScheme() != null
                    && SCHEMES.contains(url.getScheme().toLowerCase(Locale.ROOT))
                    && url.getHost() != null
                    && url.getRawUserInfo() == null
                    && url.getRawQuery() == null
                    && url.getRawFragment() == null
                    && (url.getPath().endsWith("/api") || url.getPath().endsWith("/api/"));
        }
    }

    /** The secret of a server. */
    static final class Secret implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            if (text.isBlank()) {
                throw new TypeConversionException("it is blank: give the secret that 'bbb-conf --secret' shows");
            }
            return text.strip();
        }
    }

    /** What the load of a server is multiplied by. */
    static final class Multiplier implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            try {
                double multiplier = Double.parseDouble(text);
                if (multiplier > 0 && Double.isFinite(multiplier)) {
                    return multiplier;
                }
            } catch (NumberFormatException _) {
                // Answered below, as all that is no such number.
            }
            throw new TypeConversionException("'%s' is no multiplier: give a number above 0".formatted(text));
        }
    }
}
