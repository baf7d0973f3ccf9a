package org.scalelite.api.callback;

import jakarta.inject.Singleton;
import java.util.Optional;
import org.scalelite.api.bbb.BbbRequest;
import org.scalelite.common.bbb.CallParameters;
import org.scalelite.common.callback.CallbackAttributes;
import org.scalelite.common.callback.CallbackConfig;
import org.scalelite.common.callback.CallbackInbox.CallbackOrder;
import org.scalelite.common.callback.CallbackStorage;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;
import org.scalelite.common.meeting.MeetingKey;
import org.scalelite.common.server.ServerId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the callback URLs from a create, because the front-end does not know the secret with which a BBB server would
 * sign the callbacks (specification, section 9). Without PostgreSQL they cannot be stored and are forwarded to BBB.
 */
@Singleton
public final class CreateCallbacks {
    private static final Logger LOG = LoggerFactory.getLogger(CreateCallbacks.class);

    private final CallbackParameters rewriting;
    private final Optional<CallbackStorage> storage;

    @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
    CreateCallbacks(Settings settings, CallbackConfig config, Optional<CallbackStorage> storage) {
        this.rewriting = new CallbackParameters(config, settings.get(Variables.URL_HOST));
        this.storage = storage;
    }

    /** The parameters for BBB, and the callbacks removed from them. */
    public record Rewritten(CallParameters parameters, CallbackAttributes callbacks) {}

    /**
     * Removes the callbacks.
     *
     * @param parameters of the create, after the rules of the deployment and of the tenant
     */
    public Rewritten rewrite(BbbRequest request, CallParameters parameters) {
        return storage.isPresent() ? rewriting.rewrite(request, parameters) : CallbackParameters.unchanged(parameters);
    }

    /** Stores the callbacks of a created meeting. Never throws. */
    public void created(BbbRequest request, MeetingKey meeting, ServerId server, CallbackAttributes callbacks) {
        if (storage.isEmpty() || callbacks.isEmpty()) {
            return;
        }
        try {
            storage.get().store(new CallbackOrder(meeting, server, request.signer(), callbacks));
        } catch (RuntimeException e) {
            LOG.warn("Meeting {}: callbacks not stored: {}", meeting.meetingId(), e.getMessage());
        }
    }
}
