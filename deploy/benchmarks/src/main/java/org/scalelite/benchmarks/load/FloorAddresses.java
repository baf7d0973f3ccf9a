package org.scalelite.benchmarks.load;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Signed addresses at simulated servers, ready to be called.
 *
 * @param running isMeetingRunning, one for each meeting
 * @param info getMeetingInfo, one for each meeting
 * @param lists getMeetings, one for each server
 * @param creates create, one for each server, still without parameters
 */
public record FloorAddresses(List<URI> running, List<URI> info, List<URI> lists, List<URI> creates) {
    private static final char SEPARATOR = ' ';

    public FloorAddresses {
        running = List.copyOf(running);
        info = List.copyOf(info);
        lists = List.copyOf(lists);
        creates = List.copyOf(creates);
    }

    public static FloorAddresses read(Path file) throws IOException {
        List<URI> running = new ArrayList<>();
        List<URI> info = new ArrayList<>();
        List<URI> lists = new ArrayList<>();
        List<URI> creates = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            int separator = line.indexOf(SEPARATOR);
            URI address = URI.create(line.substring(separator + 1));
            switch (line.substring(0, separator)) {
                case "running" -> running.add(address);
                case "info" -> info.add(address);
                case "list" -> lists.add(address);
                case "create" -> creates.add(address);
                default -> throw new IllegalArgumentException("not an address of a floor: " + line);
            }
        }
        return new FloorAddresses(running, info, lists, creates);
    }

    public void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        running.forEach(address -> lines.add("running " + address));
        info.forEach(address -> lines.add("info " + address));
        lists.forEach(address -> lines.add("list " + address));
        creates.forEach(address -> lines.add("create " + address));
        Files.write(file, lines);
    }
}
