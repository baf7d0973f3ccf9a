package org.scalelite.cli.complete;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.scalelite.cli.lookup.Lookup;
import org.scalelite.cli.servers.ServerArguments;
import org.scalelite.cli.tenants.TenantName;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Range;

/**
 * Completes the last word of a command line by picocli, with the names of servers and tenants where a command takes one.
 *
 * @param servers asked only if a server is expected
 * @param tenants asked only if a tenant is expected
 */
record Completion(Supplier<Lookup> servers, Supplier<Lookup> tenants) {
    /** Names with other characters would have to be quoted, or are an attack on the shell. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@-]*");

    /** The completed words, sorted. */
    List<String> of(CommandLine commands, String[] words) {
        int last = words.length - 1;
        String word = words[last];
        addNames(commands, word);
        List<CharSequence> endings = new ArrayList<>();
        AutoComplete.complete(commands.getCommandSpec(), words, last, word.length(), 0, endings);
        return endings.stream()
                .map(ending -> word + ending)
                .filter(candidate -> word.startsWith("-") || !candidate.startsWith("-"))
                .distinct()
                .sorted()
                .toList();
    }

    private void addNames(CommandLine command, String word) {
        CommandSpec spec = command.getCommandSpec();
        // The line is not complete.
        spec.parser().collectErrors(true);
        for (ArgSpec argument : List.copyOf(spec.args())) {
            namesFor(argument)
                    .ifPresent(names -> replace(
                            spec, argument, () -> candidates(names.get(), word).iterator()));
        }
        command.getSubcommands().values().forEach(subcommand -> addNames(subcommand, word));
    }

    private Optional<Supplier<Lookup>> namesFor(ArgSpec argument) {
        for (ITypeConverter<?> converter : argument.converters()) {
            if (converter instanceof ServerArguments.Name) {
                return Optional.of(servers);
            }
            if (converter instanceof TenantName) {
                return Optional.of(tenants);
            }
        }
        return Optional.empty();
    }

    private static void replace(CommandSpec spec, ArgSpec argument, Iterable<String> candidates) {
        spec.remove(argument);
        if (argument instanceof OptionSpec option) {
            spec.addOption(option.toBuilder().completionCandidates(candidates).build());
        } else if (argument instanceof PositionalParamSpec positional) {
            Range index = positional.index();
            spec.addPositional(positional.toBuilder()
                    // Else an index that picocli has derived would be derived again, after those of the others.
                    .index(index.min() + ".." + (index.isVariable() ? "*" : index.max()))
                    .completionCandidates(candidates)
                    .build());
        }
    }

    /** Names; ids, which are long, only after their first character. */
    private static Stream<String> candidates(Lookup lookup, String word) {
        return lookup.entries().stream()
                .flatMap(entry -> word.isEmpty() ? Stream.of(entry.name()) : Stream.of(entry.name(), entry.id()))
                .filter(name -> PLAIN.matcher(name).matches());
    }
}
