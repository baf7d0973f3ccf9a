package org.scalelite.common.config;

import java.util.stream.Collectors;

/** The table of all variables as Markdown: the generated part of docs/configuration.md. */
public final class ConfigurationTable {
    private ConfigurationTable() {}

    /** One section per group, one row per variable. */
    public static String markdown() {
        StringBuilder text = new StringBuilder();
        for (Variable.Group group : Variable.Group.values()) {
            text.append("## ").append(group.title()).append("\n\n");
            text.append("| variable | default | allowed | meaning |\n|---|---|---|---|\n");
            text.append(Variables.all().stream()
                    .filter(variable -> variable.group() == group)
                    .map(ConfigurationTable::row)
                    .collect(Collectors.joining()));
            text.append('\n');
        }
        return text.toString().stripTrailing() + "\n";
    }

    private static String row(Variable<?> variable) {
        String names = "`" + variable.name() + "`"
                + variable.alias().map(alias -> " (also `" + alias + "`)").orElse("")
                + (variable.type().secret() ? " or `" + SecretFiles.nameOf(variable.name()) + "`" : "");
        String fallback = variable.fallback().isEmpty() ? "" : "`" + variable.fallback() + "`";
        return "| %s | %s | %s | %s |%n".formatted(names, fallback, variable.allowed(), variable.meaning());
    }
}
