package org.scalelite.common.testing;

/** The program that BBB's side of an LRS payload is read with. */
public final class OpenSsl {
    private static final InstalledProgram PROGRAM =
            new InstalledProgram("CI", "LRS PAYLOADS ARE NOT DECRYPTED AS BBB DOES");

    private OpenSsl() {}

    /** The text of a payload, read with a BBB server's secret; empty if it cannot be read. */
    public static String decrypted(String payload, String secret) {
        ProcessBuilder command = new ProcessBuilder(
                "openssl",
                "enc",
                "-d",
                "-aes-256-cbc",
                "-pbkdf2",
                "-iter",
                "10000",
                "-md",
                "sha256",
                "-base64",
                "-A",
                "-pass",
                "env:BBB_SECRET");
        command.environment().put("BBB_SECRET", secret);
        command.redirectError(ProcessBuilder.Redirect.DISCARD);
        InstalledProgram.Result result = PROGRAM.run(command, payload);
        return result.isSuccess() ? result.output() : "";
    }
}
