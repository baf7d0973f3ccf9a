package org.scalelite.common.hook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.scalelite.common.config.CallbackBase;
import org.scalelite.common.config.Settings;
import org.scalelite.common.hook.ServerHooks.Kind;
import org.scalelite.common.server.ServerId;

/**
 * The URLs at which BBB servers report events. Each has a token of its server, a keyed hash of the id: the poller, which
 * registers it, and the API compute the same.
 *
 * @param base as BBB servers reach the API
 */
public record IntakeAddress(String base) {
    /** Followed by server, token and kind. */
    public static final String PATH = "/bigbluebutton/api/hook_events";

    private static final String HMAC = "HmacSHA256";
    private static final String PURPOSE = "hook events of ";

    /** The addresses of this installation; empty if it has no address for BBB servers. */
    public static Optional<IntakeAddress> of(Settings settings) {
        return CallbackBase.of(settings).map(IntakeAddress::new);
    }

    /** The URL for events of a kind of a server with this secret. */
    public String url(ServerId server, String secret, Kind kind) {
        return "%s%s/%s/%s/%s".formatted(base, PATH, server, token(server, secret), kind.text());
    }

    /** The token of a server with this secret. */
    public static String token(ServerId server, String secret) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC));
            return HexFormat.of().formatHex(mac.doFinal((PURPOSE + server).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java lacks " + HMAC, e);
        }
    }
}
