package org.scalelite.api.hook;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.scalelite.api.bbb.BbbAnswer;
import org.scalelite.api.bbb.BbbCall;
import org.scalelite.api.bbb.BbbRequest;
import org.scalelite.api.bbb.CallHandler;
import org.scalelite.common.bbb.BbbError;
import org.scalelite.common.bbb.BbbException;
import org.scalelite.common.callback.CallbackConfig;
import org.scalelite.common.callback.PublicUrl;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;
import org.scalelite.common.hook.Hook;
import org.scalelite.common.hook.HookRepository.Creation;
import org.scalelite.common.tenant.Tenant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** hooks/create, list, destroy and ping (BBB reference, section 7). Without PostgreSQL there is only the last one. */
@Singleton
final class HookCalls implements CallHandler {
    private static final Logger LOG = LoggerFactory.getLogger(HookCalls.class);
    private static final BbbAnswer PONG = new BbbAnswer.Text("bbb-webhooks API up!");

    /** Of a filter; the URL has a limit of its own. */
    private static final int MAX_LENGTH = 4096;

    private final Optional<HookDirectory> directory;
    private final CallbackConfig callbacks;
    private final int limit;

    HookCalls(Optional<HookDirectory> directory, CallbackConfig callbacks, Settings settings) {
        this.directory = directory;
        this.callbacks = callbacks;
        this.limit = settings.get(Variables.HOOKS_PER_TENANT);
    }

    @Override
    public Set<BbbCall> calls() {
        return EnumSet.of(BbbCall.HOOKS_CREATE, BbbCall.HOOKS_LIST, BbbCall.HOOKS_DESTROY, BbbCall.HOOKS_PING);
    }

    @Override
    public BbbAnswer answer(BbbRequest request) {
        if (request.call() == BbbCall.HOOKS_PING) {
            return PONG;
        }
        HookDirectory hooks = directory.orElseThrow(() -> new BbbException(BbbError.unsupportedRequest()));
        return switch (request.call()) {
            case HOOKS_CREATE -> create(hooks, request);
            case HOOKS_LIST -> list(hooks, request);
            case HOOKS_DESTROY -> destroy(hooks, request);
            default -> throw new BbbException(BbbError.unsupportedRequest());
        };
    }

    private BbbAnswer create(HookDirectory hooks, BbbRequest request) {
        Hook hook = hook(request);
        return switch (hooks.create(hook, limit)) {
            case Creation.Created() -> {
                LOG.info("The {} is registered", hook);
                yield HookAnswers.created(hook);
            }
            case Creation.Exists(Hook existing) -> HookAnswers.duplicate(existing);
            case Creation.LimitReached() -> throw refused("there are %d already (HOOKS_PER_TENANT)".formatted(limit));
        };
    }

    private Hook hook(BbbRequest request) {
        String url = request.parameters()
                .nonEmpty("callbackURL")
                .orElseThrow(() -> new BbbException(BbbError.missingCallbackUrl()));
        try {
            PublicUrl.of(url, callbacks.addresses());
        } catch (PublicUrl.RefusedException e) {
            throw refused(String.valueOf(e.getMessage()));
        }
        return new Hook(
                UUID.randomUUID().toString(),
                tenantId(request),
                storable(url),
                domain(request.origin()),
                request.parameters().nonEmpty("meetingID").map(HookCalls::storable),
                request.parameters().nonEmpty("eventID").map(HookCalls::storable),
                request.parameters()
                        .get("getRaw")
                        .filter("true"::equalsIgnoreCase)
                        .isPresent(),
                request.signer(),
                Instant.now(),
                Optional.empty(),
                Optional.empty());
    }

    private static String storable(String text) {
        if (text.length() > MAX_LENGTH || text.indexOf('\0') >= 0) {
            throw refused("a parameter is longer than %d characters or has a NUL".formatted(MAX_LENGTH));
        }
        return text;
    }

    private static BbbException refused(String reason) {
        LOG.warn("A hook is refused: {}", reason);
        return new BbbException(BbbError.hookNotCreated());
    }

    /** Without scheme and port, as bbb-webhooks has it. */
    private static String domain(String origin) {
        String host = origin.substring(origin.indexOf("://") + 3);
        return host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
    }

    private static BbbAnswer list(HookDirectory hooks, BbbRequest request) {
        Optional<String> meeting = request.parameters().nonEmpty("meetingID");
        List<Hook> all = hooks.list(tenantId(request));
        return HookAnswers.list(
                meeting.isEmpty()
                        ? all
                        : all.stream()
                                .filter(hook -> hook.meetingId().isEmpty()
                                        || hook.meetingId().equals(meeting))
                                .toList());
    }

    private static BbbAnswer destroy(HookDirectory hooks, BbbRequest request) {
        String id =
                request.parameters().nonEmpty("hookID").orElseThrow(() -> new BbbException(BbbError.missingHookId()));
        if (id.indexOf('\0') >= 0 || !hooks.destroy(tenantId(request), id)) {
            throw new BbbException(BbbError.hookNotFound());
        }
        LOG.info("Hook {} is destroyed", id);
        return HookAnswers.removed();
    }

    private static Optional<String> tenantId(BbbRequest request) {
        return request.tenant().map(Tenant::id);
    }
}
