package org.scalelite.cli.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Groups of commands in the help, in the order of use.
 *
 * @param groups the headings, with the names of commands
 */
public record HelpGroups(List<Group> groups) {
    public HelpGroups {
        groups = List.copyOf(groups);
    }

    /** Commands below a heading. */
    public record Group(String heading, List<String> commands) {
        public Group {
            commands = List.copyOf(commands);
        }

        public static Group of(String heading, String... commands) {
            return new Group(heading, List.of(commands));
        }
    }

    /** Groups the subcommands in the help of this command. */
    public CommandLine of(CommandLine command) {
        Map<String, CommandLine.IHelpSectionRenderer> sections = command.getHelpSectionMap();
        sections.put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, _ -> "");
        sections.put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, this::render);
        return command;
    }

    private String render(Help help) {
        Map<String, Help> left = new LinkedHashMap<>(help.subcommands());
        StringBuilder text = new StringBuilder();
        for (Group group : groups) {
            Map<String, Help> commands = new LinkedHashMap<>();
            for (String name : group.commands()) {
                Help subcommand = left.remove(name);
                if (subcommand != null) {
                    commands.put(name, subcommand);
                }
            }
            text.append(list(help, group.heading(), commands));
        }
        return text.append(list(help, "Other commands", left)).toString();
    }

    private static String list(Help help, String heading, Map<String, Help> commands) {
        return commands.isEmpty()
                ? ""
                : help.createHeading("%n@|bold " + heading + "|@:%n") + help.commandList(commands);
    }

    /** The names of all commands in groups. */
    public List<String> names() {
        return groups.stream().flatMap(group -> group.commands().stream()).toList();
    }
}
