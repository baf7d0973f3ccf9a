package org.scalelite.stores.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command that starts a Java program for a test. */
public final class JavaCommand {
    private JavaCommand() {}

    /** This JVM with these arguments. A test ends before a better compiler or collector would pay off. */
    public static List<String> of(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(arguments));
        return command;
    }
}
