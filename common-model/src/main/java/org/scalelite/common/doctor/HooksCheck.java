package org.scalelite.common.doctor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.scalelite.common.config.CallbackBase;
import org.scalelite.common.config.Settings;
import org.scalelite.common.hook.ServerHooks;
import org.scalelite.common.hook.ServerHooks.State;
import org.scalelite.common.server.Server;

/** Whether BBB servers report the events that hooks of front-ends need. */
final class HooksCheck {
    private HooksCheck() {}

    static List<Finding> run(ServerHooks.States states, List<Server> servers, Settings settings) {
        if (states.wanted().isEmpty()) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        if (CallbackBase.of(settings).isEmpty()) {
            findings.add(Finding.problem(
                    "hooks",
                    "front-ends have hooks, but BBB servers have no address to report events to",
                    "set URL_HOST or BBB_CALLBACK_BASE for the API and the poller"));
        }
        servers.stream().sorted(Comparator.comparing(Server::toString)).forEach(server -> {
            // One that was not reached yet is told of by another check.
            switch (states.servers().getOrDefault(server.id(), State.REGISTERED)) {
                case MISSING ->
                    findings.add(Finding.warning(
                            server.toString(),
                            "it has no bbb-webhooks: front-ends with hooks get no events of its meetings",
                            "install it there (apt install bbb-webhooks)"));
                case FAILED ->
                    findings.add(Finding.warning(
                            server.toString(),
                            "it does not take our hook: front-ends with hooks get no events of its meetings",
                            "systemctl status bbb-webhooks there; the poller tries again every minute"));
                case REGISTERED -> {
                    // Its events come.
                }
            }
        });
        return findings;
    }
}
