package org.scalelite.api.cli;

import java.net.URI;
import java.util.function.Function;
import org.scalelite.common.admin.InvalidInputException;
import org.scalelite.common.server.ServerInput;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads what a server is added with; text that cannot be right is a usage error that says what is expected. */
final class ServerArguments {
    private ServerArguments() {}

    private static <T> T read(Function<String, T> reader, String text) {
        try {
            return reader.apply(text);
        } catch (InvalidInputException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    /** The address of a server's API. */
    static final class Url implements ITypeConverter<URI> {
        @Override
        public URI convert(String text) {
            return read(ServerInput::url, text);
        }
    }

    /** The secret of a server. */
    static final class Secret implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            return read(ServerInput::secret, text);
        }
    }

    /** What the load of a server is multiplied by. */
    static final class Multiplier implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            return read(ServerInput::multiplier, text);
        }
    }

    /** What a server is for. */
    static final class Tag implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            return read(ServerInput::tag, text);
        }
    }
}
