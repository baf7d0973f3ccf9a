package org.scalelite.common.lrs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The access of a BBB server to a learning record store, encrypted with a key derived from the secret of the server, as
 * by {@code openssl enc -aes-256-cbc -pbkdf2 -iter 10000} (specification, section 8).
 */
public final class LrsPayload {
    /** The parameter of create. */
    public static final String PARAMETER = "meta_secret-lrs-payload";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final byte[] MAGIC = "Salted__".getBytes(StandardCharsets.US_ASCII);
    private static final int SALT_BYTES = 8;
    private static final int KEY_BYTES = 32;
    private static final int IV_BYTES = 16;
    private static final int ITERATIONS = 10_000;

    private final byte[] json;

    private LrsPayload(Map<String, String> content) {
        try {
            this.json = JSON.writeValueAsBytes(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts cannot be written as JSON", e);
        }
    }

    static LrsPayload withPassword(String endpoint, String username, String password) {
        Map<String, String> content = new LinkedHashMap<>();
        content.put("lrs_endpoint", endpoint);
        content.put("lrs_username", username);
        content.put("lrs_password", password);
        return new LrsPayload(content);
    }

    static LrsPayload withToken(String endpoint, String token) {
        Map<String, String> content = new LinkedHashMap<>();
        content.put("lrs_endpoint", endpoint);
        content.put("lrs_token", token);
        return new LrsPayload(content);
    }

    /** The encrypted payload for the BBB server with this secret, in Base64, with a new salt. */
    public String encryptedFor(String serverSecret) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        try {
            byte[] material = keyMaterial(serverSecret, salt);
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(Arrays.copyOf(material, KEY_BYTES), "AES"),
                    new IvParameterSpec(material, KEY_BYTES, IV_BYTES));
            byte[] encrypted = cipher.doFinal(json);
            return Base64.getEncoder()
                    .encodeToString(ByteBuffer.allocate(MAGIC.length + SALT_BYTES + encrypted.length)
                            .put(MAGIC)
                            .put(salt)
                            .put(encrypted)
                            .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java cannot encrypt for an LRS", e);
        }
    }

    private static byte[] keyMaterial(String secret, byte[] salt) throws GeneralSecurityException {
        PBEKeySpec rounds = new PBEKeySpec(secret.toCharArray(), salt, ITERATIONS, (KEY_BYTES + IV_BYTES) * Byte.SIZE);
        return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(rounds)
                .getEncoded();
    }

    /** Without its content. */
    @Override
    public String toString() {
        return "LrsPayload";
    }
}
