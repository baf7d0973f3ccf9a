package org.scalelite.cli.complete;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalelite.cli.CommandRun;
import org.scalelite.cli.lookup.Lookup;

/** How words are completed; {@code _} is an empty last word. */
class CompletionTest {
    private static final Lookup SERVERS = new Lookup(
            "servers",
            List.of(
                    new Lookup.Entry("d4206fea-1", List.of("bbb1.example.com")),
                    new Lookup.Entry("d5206fea-2", List.of("bbb2.example.com")),
                    new Lookup.Entry("e6", List.of("127.0.0.1:8090")),
                    new Lookup.Entry("e7", List.of("bbb3;reboot")),
                    new Lookup.Entry("e8", List.of("\u001b[2Jbbb4"))));
    private static final Lookup TENANTS = new Lookup(
            "tenants",
            List.of(new Lookup.Entry("t1", List.of("school")), new Lookup.Entry("t2", List.of("$(reboot)"))));

    private static List<String> complete(String line) {
        String[] words = line.replace("_", "").split(" ", -1);
        return new Completion(() -> SERVERS, () -> TENANTS).of(CommandRun.commands(), words);
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "sta, status",
        "servers en, enable",
        "servers drain bbb, bbb1.example.com bbb2.example.com",
        "servers drain _, 127.0.0.1:8090 bbb1.example.com bbb2.example.com",
        "servers drain d42, d4206fea-1",
        "servers drain 127.0.0.1:8, 127.0.0.1:8090",
        "servers drain bbb1.example.com bbb2, bbb2.example.com",
        "servers tag bbb1, bbb1.example.com",
        "servers update bbb2, bbb2.example.com",
        "servers load-multiplier bbb2, bbb2.example.com",
        "tenant-settings add s, school",
        "tenant-settings remove s, school",
        "servers drain nothing, ''",
        "meetings list --server bbb1, bbb1.example.com",
        "meetings list --tenant s, school",
        "tenants update s, school",
        "tenant-settings list _, school",
        "status --so, --sort",
        "status --state sus, suspect",
    })
    void completesLastWord(String line, String completed) {
        assertThat(complete(line)).containsExactlyElementsOf(words(completed));
    }

    @Test
    void completesCommandsAndGroups() {
        assertThat(complete("_")).contains("servers", "status", "tenants").doesNotContain("bbb1.example.com");
        assertThat(complete("servers _")).contains("drain", "enable", "list");
    }

    @Test
    void registryIsNotReadForCommands() {
        Completion completion = new Completion(
                () -> {
                    throw new AssertionError("no server is expected");
                },
                () -> {
                    throw new AssertionError("no tenant is expected");
                });

        assertThat(completion.of(CommandRun.commands(), new String[] {"servers", "dr"}))
                .containsExactly("drain");
    }
}
