package org.scalelite.cli.rake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.cli.CommandRun;
import org.scalelite.cli.CommandRun.Outcome;
import org.scalelite.common.config.Settings;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Scalelite's tasks as commands of the suite (specification, section 14); {@link RakeTest} has their effects. */
class RakeTasksTest {
    private final List<String> run = new ArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int rake(String... tasks) {
        RakeCommand rake = new RakeCommand(CommandRun.context(), (_, words) -> {
            run.add(String.join(" ", words));
            return new CommandLine(CommandSpec.wrapWithoutInspection((Callable<Integer>) () -> 0))
                    .setUnmatchedArgumentsAllowed(true);
        });
        return new CommandLine(rake)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(tasks);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "poll:all | poll all --quiet",
                "poll:servers | poll servers --quiet",
                "poll:meetings | poll meetings --quiet",
                "poll:versions | poll versions --quiet",
                "recordings:addToTenant[t-1] | recordings add-to-tenant --yes -- t-1",
                "recordings:update[r-1,publish,gl-listed=true] | recordings update --publish --meta=gl-listed=true -- r-1",
                "recordings:update | recordings move-unpublished",
                "servers:add[https://a/api,s] | servers add -- https://a/api s",
                "servers:add[https://a/api,-x,,gpu] | servers add --tag=gpu -- https://a/api -x",
                "servers:add[ https://a/api , s , 2, gpu ] | servers add --multiplier=2 --tag=gpu -- https://a/api s",
                "servers:update[a,other] | servers update --secret=other -- a",
                "servers:update[a,,3,cpu] | servers update --multiplier=3 --tag=cpu -- a",
                "servers:remove[a] | servers remove --yes -- a",
                "Servers:Enable[a] | servers enable -- a",
                "servers:cordon[a] | servers cordon -- a",
                "servers:disable[a] | servers disable -- a",
                "servers:panic[a] | servers panic --yes -- a",
                "servers:panic[a,true] | servers panic --yes --keep-state -- a",
                "servers:panic[a,false,true] | servers panic --yes --skip-end-calls -- a",
                "servers:loadMultiplier[a,2.5] | servers load-multiplier -- a 2.5",
                "servers:load_multiplier[a, 4] | servers load-multiplier -- a 4",
                "servers:tag[a,gpu] | servers tag -- a gpu",
                "servers:tag[a] | servers tag -- a none",
                "servers:addAll[pool.yml] | servers add-all -- pool.yml",
                "servers:sync[pool.yml] | servers sync --yes -- pool.yml",
                "servers:sync[pool.yml,force,true] | servers sync --yes --mode=force --dry-run -- pool.yml"
            })
    void runsACommandOfTheSuite(String task, String command) {
        assertThat(rake(task)).isZero();
        assertThat(run).containsExactly(command);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "servers:explode | Don't know how to build task 'servers:explode'",
                "servers:add[u,hush | Don't know how to build task 'servers:add[…'",
                "servers:add[https://a/api] | servers:add[url,secret,load_multiplier,tag]: secret is missing",
                "servers:enable | servers:enable[id]: id is missing",
                "servers:enable[a,b] | servers:enable[id] takes at most 1 arguments",
                "servers:panic[a,perhaps] | keep_state is 'perhaps': give true or false",
                "tenants:update_lrs_basic[t,https://l/x,u] | lrs_password is missing",
            })
    void invalidTaskPreventsAllTasks(String wrong, String reason) {
        Outcome outcome = CommandRun.run(() -> Settings.of(Map.of()), "rake", "servers:enable[a]", wrong);
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains(reason).doesNotContain("hush");
    }

    @Test
    void printsTheServerBeforeItsChange() {
        rake("servers:enable[a]", "servers:panic[b]");
        assertThat(out).hasToString("Enabling server a...\nPanicking server b...\n");
        assertThat(run).containsExactly("servers enable -- a", "servers panic --yes -- b");
    }

    @Test
    void listsTasksWithoutTask() {
        Outcome listed = CommandRun.run(() -> Settings.of(Map.of()), "rake", "-T");
        assertThat(listed.out().lines())
                .hasSize(RakeTasks.all().size())
                .anyMatch(line -> line.startsWith("rake servers:sync[path,mode,dryrun] "));
        assertThat(CommandRun.run(() -> Settings.of(Map.of()), "rake")).isEqualTo(listed);
    }

    @ParameterizedTest
    @CsvSource({"true, true", "keep_state, true", "keepState, true", "yes, true", "no, false", "'', false"})
    void flagIsAWordOrItsName(String text, boolean expected) {
        assertThat(new RakeTask.Arguments(List.of("id", "keep_state"), List.of("a", text)).flag(1))
                .isEqualTo(expected);
    }

    @Test
    void listMayBeSeparatedByColons() {
        assertThat(new RakeTask.Arguments(List.of("id:id…"), List.of("a: b", "", "b", "c")).list(0))
                .containsExactly("a", "b", "c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tenants",
                "tenants:add[t3,four]",
                "tenants:update[t-1,,x:y]",
                "tenants:update_lrs_basic[t-1,https://l/x,u,p]",
                "tenants:update_lrs_kc[t-1,https://l/x,https://k/t,c,s,u,p]",
                "tenants:remove[t-1]",
                "tenantSettings",
                "tenantSettings:add[t-1,record,true,true]",
                "tenantSettings:remove[s-1]"
            })
    void tenantTasksDoNothingWithoutMultitenancy(String task) {
        assertThat(CommandRun.run(() -> Settings.of(Map.of("REDIS_URL", "redis://127.0.0.1:1")), "rake", task))
                .isEqualTo(new Outcome(1, "Multitenancy is disabled, task can not be completed\n", ""));
    }
}
