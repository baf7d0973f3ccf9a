package org.scalelite.api.meeting;

import jakarta.inject.Singleton;
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
 * The parameters of create and join for the BBB server: defaults of the deployment, defaults of the tenant, parameters
 * of the front-end, overrides of the deployment, overrides of the tenant; the last one wins (specification, section
 * 5.8).
 */
@Singleton
record ParameterRules(MeetingConfig config) {
    static final String SERVER_TAG = "meta_server-tag";
    static final String TENANT_ID = "meta_tenant-id";
    static final String TENANT_NAME = "meta_tenant-name";
    private static final int MAX_TAGS = 100;

    /** Set by the load balancer only. BBB folds the case of metadata names, so other spellings are removed too. */
    private static final Set<String> RESERVED = Set.of(SERVER_TAG, TENANT_ID, TENANT_NAME);

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

    /** The front-end cannot set the LRS access of a tenant, even while the LRS gives no token. */
    private static boolean isReserved(String name, BbbRequest request) {
        boolean hasLrs = request.tenant().flatMap(Tenant::lrs).isPresent();
        return RESERVED.contains(name.toLowerCase(Locale.ROOT))
                || (hasLrs && name.equalsIgnoreCase(LrsPayload.PARAMETER));
    }

    /** A server tag of the settings applies to create only (specification, section 5.10). */
    CallParameters forJoin(BbbRequest request) {
        return merge(config.join(), request);
    }

    /** The tag of the first source that has one, in any spelling. */
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
        if (wanted.tags().size() > MAX_TAGS) {
            throw new BbbException(BbbError.tooManyValues(SERVER_TAG, MAX_TAGS));
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

    /** In any spelling, because BBB folds the case of metadata names. */
    private static Map<String, String> withoutServerTag(Map<String, String> settings) {
        Map<String, String> others = new LinkedHashMap<>(settings);
        others.keySet().removeIf(SERVER_TAG::equalsIgnoreCase);
        return others;
    }
}
