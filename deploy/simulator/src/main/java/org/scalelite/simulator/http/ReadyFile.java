package org.scalelite.simulator.http;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.scalelite.simulator.SimulatedBbbServer;
import org.scalelite.simulator.SimulatedPool;

/** The file by which other programs learn the addresses and secrets (BBB API reference, section 2.1). */
public final class ReadyFile {

    private ReadyFile() {}

    /** A reader of the file sees all of it, since it appears by a rename. */
    public static void write(Path file, SimulatedPool pool, URI controlUrl) throws IOException {
        String text = "SIMULATOR_URLS=" + list(pool, server -> server.apiUrl().toString())
                + "\nSIMULATOR_SECRETS=" + list(pool, SimulatedBbbServer::secret)
                + "\nCONTROL_URL=" + controlUrl + "\n";
        Path absolute = file.toAbsolutePath();
        Path draft = absolute.resolveSibling(absolute.getFileName() + ".new");
        Files.writeString(draft, text);
        Files.move(draft, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String list(SimulatedPool pool, Function<SimulatedBbbServer, String> text) {
        return pool.servers().stream().map(text).collect(Collectors.joining(","));
    }
}
