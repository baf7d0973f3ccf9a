package org.scalelite.importer.callback;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import org.scalelite.common.callback.CallbackConfig;
import org.scalelite.common.callback.CallbackDelivery;
import org.scalelite.common.callback.OutboundCallbackRepository;
import org.scalelite.common.tenant.TenantDirectory;

/** The delivery of callbacks: the importer starts it, and closing the context stops it. */
@Factory
final class CallbackBeans {

    @Singleton
    @Bean(preDestroy = "close")
    CallbackDelivery callbackDelivery(
            CallbackConfig config, OutboundCallbackRepository outbox, TenantDirectory tenants) {
        return new CallbackDelivery(config, outbox, tenants);
    }
}
