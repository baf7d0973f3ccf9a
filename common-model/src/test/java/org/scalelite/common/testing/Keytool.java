package org.scalelite.common.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The JDK's keytool, which makes keys and certificates in a PKCS12 file. */
public final class Keytool {
    public static final String PASSWORD = "password";

    private Keytool() {}

    /** Makes a key and its certificate. */
    public static void generate(Path store, String[] validity, String... more) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-genkeypair", "-storetype", "PKCS12"));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
        Stream.of(validity, more).flatMap(Arrays::stream).forEach(command::add);
        try {
            Process keytool =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The keys and certificates in a file. */
    public static KeyStore open(Path store) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }

    /** Writes objects of a kind (CERTIFICATE, PRIVATE KEY) as PEM. */
    public static Path pem(Path file, String kind, List<byte[]> contents) throws IOException {
        Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
        String text = contents.stream()
                .map(content -> "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                        .formatted(kind, lines.encodeToString(content), kind))
                .collect(Collectors.joining());
        return Files.writeString(file, text);
    }

    /** A certificate that began so many days ago and is valid for so many days from then on. */
    public static String[] validity(int since, int days) {
        return new String[] {"-startdate", "-%dd".formatted(since), "-validity", String.valueOf(days)};
    }
}
