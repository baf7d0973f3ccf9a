package org.scalelite.api.meeting;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.scalelite.api.bbb.BbbRequest;
import org.scalelite.common.bbb.BbbError;
import org.scalelite.common.bbb.BbbException;
import org.scalelite.common.bbb.CallParameters;
import org.scalelite.common.lrs.LrsPayload;
import org.scalelite.common.server.TagRequirement;
import org.scalelite.common.tenant.Tenant;

/**
 * Which parameters of create and join reach the BBB server: the deployment's defaults, the tenant's defaults, the
 * front-end's, the deployment's overrides, the tenant's overrides; what comes later wins (specification, section 5.8).
 */
final class ParameterRules {
    static final String SERVER_TAG = "meta_server-tag";
    static final String TENANT_ID = "meta_tenant-id";
    static final String TENANT_NAME = "meta_tenant-name";
    private static final int MOST_TAGS = 100;

    /** Ours alone. BBB folds the case of metadata names, so no other spelling may pass either. */
    private static final Set<String> RESERVED = Set.of(SERVER_TAG, TENANT_ID, TENANT_NAME);

    private final MeetingConfig config;

    ParameterRules(MeetingConfig config) {
        this.config = config;
    }

    CallParameters forCreate(BbbRequest request) {
        CallParameters merged = merge(config.create(), request);
        CallParameters own = merged;
        for (String name : merged.asMap().keySet()) {
            if (isReserved(name, request)) {
                own = own.without(name);
            }
        }
        return own;
    }

    /** What lets BBB into a tenant's LRS is not for the front-end to say, whether it can be said now or not. */
    private static boolean isReserved(String name, BbbRequest request) {
        boolean hasLrs = request.tenant().flatMap(Tenant::lrs).isPresent();
        return RESERVED.contains(name.toLowerCase(Locale.ROOT))
                || (hasLrs && name.equalsIgnoreCase(LrsPayload.PARAMETER));
    }

    /** A server tag among the settings is meant for create alone (specification, section 5.10): join has a server. */
    CallParameters forJoin(BbbRequest request) {
        return merge(config.join(), request);
    }

    /** The tag comes from one place only: the first that has it, in whichever spelling. */
    TagRequirement serverTag(BbbRequest request) {
        Map<String, String> tenantOverrides =
                request.tenant().map(Tenant::overrides).orElse(Map.of());
        Map<String, String> tenantDefaults =
                request.tenant().map(Tenant::defaults).orElse(Map.of());
        TagRequirement wanted = Stream.of(
                        tenantOverrides,
                        config.create().overrides(),
                        request.parameters().asMap(),
                        tenantDefaults,
                        config.create().defaults())
                .flatMap(parameters -> parameters.entrySet().stream())
                .filter(parameter -> parameter.getKey().equalsIgnoreCase(SERVER_TAG))
                .map(Map.Entry::getValue)
                .findFirst()
                .map(TagRequirement::parse)
                .orElse(TagRequirement.none());
        if (wanted.tags().size() > MOST_TAGS) {
            throw new BbbException(BbbError.tooManyValues(SERVER_TAG, MOST_TAGS));
        }
        return wanted;
    }

    private static CallParameters merge(MeetingConfig.Parameters rules, BbbRequest request) {
        Map<String, String> given = new LinkedHashMap<>(request.parameters().asMap());
        rules.excluded().forEach(given::remove);
        return CallParameters.of(withoutServerTag(rules.defaults()))
                .withAll(withoutServerTag(request.tenant().map(Tenant::defaults).orElse(Map.of())))
                .withAll(given)
                .withAll(withoutServerTag(rules.overrides()))
                .withAll(
                        withoutServerTag(request.tenant().map(Tenant::overrides).orElse(Map.of())));
    }

    /** In every spelling, as BBB folds the case of metadata names. */
    private static Map<String, String> withoutServerTag(Map<String, String> settings) {
        Map<String, String> others = new LinkedHashMap<>(settings);
        others.keySet().removeIf(SERVER_TAG::equalsIgnoreCase);
        return others;
    }
}
