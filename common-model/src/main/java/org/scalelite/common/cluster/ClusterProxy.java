package org.scalelite.common.cluster;

import java.net.URI;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.scalelite.common.admin.InvalidInputException;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;
import org.scalelite.common.server.Server;

/**
 * The common host before the pool, which has a path for each server.
 *
 * @param url of the common host; empty if there is none
 * @param isWholeHost whether a path is the whole host name of its server, as of an IP address, not only the first label
 */
public record ClusterProxy(Optional<URI> url, boolean isWholeHost) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]*[a-z0-9])?");
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[[0-9a-f:.]+]");
    private static final Pattern NOT_OF_A_NAME = Pattern.compile("[^a-z0-9.-]");
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~-]+)*/?");

    public static ClusterProxy of(Settings settings) {
        return new ClusterProxy(
                settings.get(Variables.CLUSTER_PROXY_URL),
                settings.get(Variables.CLUSTER_PROXY_PATHS).equals("host"));
    }

    /**
     * The servers by their paths, such as {@code /bbb-01}.
     *
     * @throws InvalidInputException if two have the same path, or a URL is not one of a BBB server
     */
    public SortedMap<String, Server> byPath(Collection<Server> servers) {
        SortedMap<String, Server> byPath = new TreeMap<>();
        for (Server server : servers) {
            String path = path(server);
            Server other = byPath.putIfAbsent(path, server);
            if (other != null) {
                throw new InvalidInputException("%s and %s have the same path %s: %s"
                        .formatted(
                                other,
                                server,
                                path,
                                isWholeHost
                                        ? "give each server a host name of its own"
                                        : "set CLUSTER_PROXY_PATHS=host to use their whole host names"));
            }
        }
        return byPath;
    }

    /**
     * The path of a server.
     *
     * @throws InvalidInputException if its URL is not one of a BBB server
     */
    public String path(Server server) {
        String host = hostOf(server);
        if (!isWholeHost && !ADDRESS.matcher(host).matches()) {
            return "/" + host.split("\\.", 2)[0];
        }
        int port = server.url().getPort();
        return "/" + NOT_OF_A_NAME.matcher(port < 0 ? host : host + ":" + port).replaceAll("-");
    }

    /** The registry may hold any URL, but the configuration of a proxy must not. */
    private static String hostOf(Server server) {
        URI url = server.url();
        String host = String.valueOf(url.getHost()).toLowerCase(Locale.ROOT);
        boolean isHttp = "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
        if (url.getHost() == null
                || !isHttp
                || !(NAME.matcher(host).matches() || ADDRESS.matcher(host).matches())
                || !PATH.matcher(String.valueOf(url.getRawPath())).matches()) {
            throw new InvalidInputException(
                    "server %s has a URL that no proxy can lead to: correct it with 'scalelite servers update'"
                            .formatted(server.id()));
        }
        return host;
    }

    /** Scheme, host and port of a server whose path is known. */
    public static String originOf(Server server) {
        URI url = server.url();
        return url.getScheme().toLowerCase(Locale.ROOT) + "://" + hostOf(server)
                + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }

    /** The URL of a page or a call on the common host, without a slash between the two. */
    public Optional<URI> on(String path) {
        return url.map(base -> URI.create(base.getScheme() + "://" + base.getRawAuthority() + path));
    }
}
