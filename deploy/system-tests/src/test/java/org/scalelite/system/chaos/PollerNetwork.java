package org.scalelite.system.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.scalelite.system.SuiteProcess;

/** The network of one poller: the name of the BBB servers leads to another address there, which can be cut off by itself. */
enum PollerNetwork {
    FIRST("127.0.0.2"),
    SECOND("127.0.0.3");

    /** What BBB servers are called. */
    static final String SERVERS = "localhost";

    private static final Path TARGET = SuiteProcess.ROOT.resolve("deploy/system-tests/target");

    private final String address;

    PollerNetwork(String address) {
        this.address = address;
    }

    InetAddress address() {
        try {
            return InetAddress.getByName(address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a Java program is started with so that it is in this network. */
    String option() {
        try {
            Path hosts = Files.createDirectories(TARGET).resolve("hosts-" + address);
            Files.writeString(hosts, address + " " + SERVERS + "\n");
            return "-Djdk.net.hosts.file=" + hosts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
