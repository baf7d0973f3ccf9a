package org.scalelite.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Signed addresses at simulated servers, ready to be called.
 *
 * @param running isMeetingRunning, one for each meeting
 * @param info getMeetingInfo, one for each meeting
 * @param lists getMeetings, one for each server
 */
record FloorAddresses(List<URI> running, List<URI> info, List<URI> lists) {
    private static final char SEPARATOR = ' ';

    FloorAddresses {
        running = List.copyOf(running);
        info = List.copyOf(info);
        lists = List.copyOf(lists);
    }

    static FloorAddresses read(Path file) throws IOException {
        List<URI> running = new ArrayList<>();
        List<URI> info = new ArrayList<>();
        List<URI> lists = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            int separator = line.indexOf(SEPARATOR);
            URI address = URI.create(line.substring(separator + 1));
            switch (line.substring(0, separator)) {
                case "running" -> running.add(address);
                case "info" -> info.add(address);
                case "list" -> lists.add(address);
                default -> throw new IllegalArgumentException("not an address of a floor: " + line);
            }
        }
        return new FloorAddresses(running, info, lists);
    }

    void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        running.forEach(address -> Collections.addAll(lines, "running " + address));
        info.forEach(address -> Collections.addAll(lines, "info " + address));
        lists.forEach(address -> Collections.addAll(lines, "list " + address));
        Files.write(file, lines);
    }
}
