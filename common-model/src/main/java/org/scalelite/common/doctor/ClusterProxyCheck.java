package org.scalelite.common.doctor;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.scalelite.common.admin.InvalidInputException;
import org.scalelite.common.bbb.BbbXml;
import org.scalelite.common.cluster.ClusterProxy;
import org.scalelite.common.http.DeadlineClient.NoAnswerException;
import org.scalelite.common.http.PageClient;
import org.scalelite.common.http.PageClient.Page;
import org.scalelite.common.server.Server;

/** Whether a server answers on the common host, below its path: its client and its API. */
record ClusterProxyCheck(ClusterProxy proxy, PageClient http) {
    private static final int OK = 200;
    private static final String GRAPHQL = "/response/graphqlWebsocketUrl";
    private static final String CURE =
            "give the common host what 'scalelite cluster-proxy nginx' prints, and the server the"
                    + " settings of docs/cluster-proxy.md";

    /** Whether each server can have a path. */
    static List<Finding> paths(ClusterProxy proxy, List<Server> servers) {
        if (proxy.url().isPresent()) {
            try {
                proxy.byPath(servers);
            } catch (InvalidInputException e) {
                return List.of(Finding.problem("cluster proxy", String.valueOf(e.getMessage()), CURE));
            }
        }
        return List.of();
    }

    /**
     * Nothing if there is no common host.
     *
     * @param index the server's own version document
     */
    List<Finding> run(Server server, byte[] index) {
        if (proxy.url().isEmpty()) {
            return List.of();
        }
        String path = proxy.path(server);
        return proxy
                .on(path + "/html5client/")
                .flatMap(client -> problem(server, client, Optional.empty())
                        .or(() -> proxy.on(path + "/bigbluebutton/api")
                                .flatMap(api -> problem(server, api, BbbXml.textAt(index, GRAPHQL)))))
                .stream()
                .toList();
    }

    /**
     * What is wrong with a page on the common host.
     *
     * @param graphql that its document must name; of servers before 3.0 it names none
     */
    private Optional<Finding> problem(Server server, URI url, Optional<String> graphql) {
        try {
            Page page = http.get(url);
            if (page.status() != OK) {
                return Optional.of(Finding.problem(
                        server.toString(), "%s answers with HTTP status %d".formatted(url, page.status()), CURE));
            }
            if (graphql.isPresent() && !graphql.equals(BbbXml.textAt(page.body(), GRAPHQL))) {
                return Optional.of(
                        Finding.problem(server.toString(), "%s leads to another server".formatted(url), CURE));
            }
            return Optional.empty();
        } catch (NoAnswerException e) {
            return Optional.of(Finding.problem(
                    server.toString(),
                    "%s cannot be called: %s".formatted(url, e.reason()),
                    "check CLUSTER_PROXY_URL, and nginx on the common host"));
        }
    }
}
