package org.scalelite.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** The answer of a listing to programs. */
public final class JsonListing {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonListing() {}

    /** Writes the entries as one array. */
    public static void print(List<?> entries, PrintWriter out) {
        try {
            out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(entries));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
