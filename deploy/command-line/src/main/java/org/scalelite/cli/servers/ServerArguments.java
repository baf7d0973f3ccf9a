package org.scalelite.cli.servers;

import java.net.URI;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.scalelite.cli.command.Stores;
import org.scalelite.common.admin.InvalidInputException;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerInput;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts arguments about servers; an invalid one is a usage error that names what is expected. */
public final class ServerArguments {
    private ServerArguments() {}

    /** The word that takes a tag away; an empty text does so too. */
    public static final String NO_TAG = "none";

    /** The ids in one text. */
    static String joined(List<ServerId> ids, String separator) {
        return ids.stream().map(ServerId::value).collect(Collectors.joining(separator));
    }

    /** The ids of servers that the operator calls so, for a question; with their hosts where other names were given. */
    static String labels(Stores stores, List<String> names) {
        return names.stream()
                .map(name -> stores.serverNames().label(stores.serverId(name).value(), name))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static <T> T read(Function<String, T> reader, String text) {
        try {
            return reader.apply(text);
        } catch (InvalidInputException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    /** What an operator calls a server: its host, URL, id or the beginning of the id. */
    public static final class Name implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            if (text.isBlank()) {
                throw new TypeConversionException("the id of a server is blank: 'servers list' shows the ids");
            }
            return text.strip();
        }
    }

    /** The address of a server's API. */
    static final class Url implements ITypeConverter<URI> {
        @Override
        public URI convert(String text) {
            return read(ServerInput::url, text);
        }
    }

    /** What the load of a server is multiplied by. */
    static final class Multiplier implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            return read(ServerInput::multiplier, text);
        }
    }

    /** What a server is for; an empty text for no tag. */
    static final class Tag implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            return text.strip().equals(NO_TAG) ? "" : read(ServerInput::tag, text);
        }
    }

    /** The state of a server, also as what is done to it. */
    static final class State implements ITypeConverter<Server.State> {
        @Override
        public Server.State convert(String text) {
            return switch (text.strip().toLowerCase(Locale.ROOT)) {
                case "enable", "enabled" -> Server.State.ENABLED;
                case "cordon", "cordoned" -> Server.State.CORDONED;
                case "disable", "disabled" -> Server.State.DISABLED;
                default ->
                    throw new TypeConversionException(
                            "'%s' is no state: give enabled, cordoned or disabled".formatted(text));
            };
        }
    }

    /** The states, for completion. */
    static final class States implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("enabled", "cordoned", "disabled").iterator();
        }
    }
}
