package org.scalelite.common.callback;

import io.micronaut.core.annotation.Creator;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scalelite.common.checksum.ChecksumAlgorithm;
import org.scalelite.common.checksum.SharedSecrets;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;
import org.scalelite.common.token.SignedToken;

/**
 * How callbacks are delivered.
 *
 * @param retryTime for which a callback that fails is tried again
 * @param secrets of the load balancer; empty if this service was given none
 * @param readyHash that signs recording-ready callbacks
 */
@Singleton
public record CallbackConfig(
        Duration retryTime, PublicAddresses addresses, Optional<SharedSecrets> secrets, SignedToken.Hash readyHash) {

    /** From the environment. */
    @Creator
    public static CallbackConfig of(Settings settings) {
        List<String> secrets = new ArrayList<>();
        settings.get(Variables.LOADBALANCER_SECRET).ifPresent(secrets::add);
        secrets.addAll(settings.get(Variables.LOADBALANCER_SECRETS));
        boolean onlySha512 =
                settings.get(Variables.LOADBALANCER_CHECKSUM_ALGORITHM).equals(List.of(ChecksumAlgorithm.SHA512));
        return new CallbackConfig(
                settings.get(Variables.CALLBACK_RETRY_TIME),
                PublicAddresses.of(settings),
                secrets.isEmpty() ? Optional.empty() : Optional.of(new SharedSecrets(secrets)),
                onlySha512 ? SignedToken.Hash.HS512 : SignedToken.Hash.HS256);
    }
}
