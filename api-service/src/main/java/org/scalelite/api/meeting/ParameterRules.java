package org.scalelite.api.meeting;

import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.scalelite.api.bbb.BbbRequest;
import org.scalelite.common.bbb.BbbError;
import org.scalelite.common.bbb.BbbException;
import org.scalelite.common.bbb.CallParameters;
import org.scalelite.common.lrs.LrsPayload;
import org.scalelite.common.server.ServerInput;
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
    private static final String SERVER_ZONE = "meta_server-zone";
    private static final int MAX_TAGS = 100;

    /** Settings that are about the choice of the server, and no parameters of its calls. */
    private static final Set<String> PLACEMENT = Set.of(SERVER_TAG, SERVER_ZONE);

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

    /** A server tag or zone of the settings applies to create only (specification, section 5.10). */
    CallParameters forJoin(BbbRequest request) {
        return merge(config.join(), request);
    }

    /** The tag of the first source that has one, in any spelling. */
    TagRequirement serverTag(BbbRequest request) {
        TagRequirement wanted =
                first(SERVER_TAG, request).map(TagRequirement::parse).orElse(TagRequirement.none());
        if (wanted.tags().size() > MAX_TAGS) {
            throw new BbbException(BbbError.tooManyValues(SERVER_TAG, MAX_TAGS));
        }
        return wanted;
    }

    /** The zone of the first source that has one; empty if it is none: front-ends may use the name for something else. */
    String serverZone(BbbRequest request) {
        return first(SERVER_ZONE, request)
                .filter(ServerInput::isZone)
                .map(String::strip)
                .orElse("");
    }

    private Optional<String> first(String name, BbbRequest request) {
        Map<String, String> tenantOverrides =
                request.tenant().map(Tenant::overrides).orElse(Map.of());
        Map<String, String> tenantDefaults =
                request.tenant().map(Tenant::defaults).orElse(Map.of());
        return Stream.of(
                        tenantOverrides,
                        config.create().overrides(),
                        request.parameters().asMap(),
                        tenantDefaults,
                        config.create().defaults())
                .flatMap(parameters -> parameters.entrySet().stream())
                .filter(parameter -> parameter.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static CallParameters merge(MeetingConfig.Parameters rules, BbbRequest request) {
        Map<String, String> given = new LinkedHashMap<>(request.parameters().asMap());
        rules.excluded().forEach(given::remove);
        return CallParameters.of(withoutPlacement(rules.defaults()))
                .withAll(withoutPlacement(request.tenant().map(Tenant::defaults).orElse(Map.of())))
                .withAll(given)
                .withAll(withoutPlacement(rules.overrides()))
                .withAll(
                        withoutPlacement(request.tenant().map(Tenant::overrides).orElse(Map.of())));
    }

    /** In any spelling, because BBB folds the case of metadata names. */
    private static Map<String, String> withoutPlacement(Map<String, String> settings) {
        Map<String, String> others = new LinkedHashMap<>(settings);
        others.keySet().removeIf(name -> PLACEMENT.contains(name.toLowerCase(Locale.ROOT)));
        return others;
    }
}
