package org.scalelite.common.tenant;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.admin.InvalidInputException;
import org.scalelite.common.redis.RedisScript;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.redis.ScriptAnswer;

/**
 * Administration of the tenants and their settings in Redis (specification, sections 3 and 7). Each change is one
 * script; the caches of services are updated within seconds.
 *
 * @param actor by whom the changes are
 */
public record TenantRegistry(RedisStore redis, Actor actor) {
    private static final RedisScript LIST = RedisScript.named("tenant-list");
    private static final RedisScript ADD = RedisScript.named("tenant-add");
    private static final RedisScript UPDATE = RedisScript.named("tenant-update");
    private static final RedisScript REMOVE = RedisScript.named("tenant-remove");
    private static final RedisScript PUT_SETTING = RedisScript.named("tenant-setting-put");
    private static final RedisScript REMOVE_SETTING = RedisScript.named("tenant-setting-remove");

    /** The tenants, for changes by another actor. */
    public TenantRegistry by(Actor orderedBy) {
        return new TenantRegistry(redis, orderedBy);
    }

    /** The outcome of adding or changing a tenant. */
    public sealed interface Result {
        /** The tenant has the requested values. */
        record Done(String id) implements Result {}

        /** Another tenant has this name; nothing was changed. */
        record NameTaken(String id) implements Result {}

        /** The tenant was not found. */
        record NotFound() implements Result {}
    }

    /** All tenants, sorted by name. */
    public List<TenantEntry> all() {
        return LIST.run(redis).stream()
                .map(TenantDocument::read)
                .sorted(Comparator.comparing(TenantEntry::name).thenComparing(TenantEntry::id))
                .toList();
    }

    public Optional<TenantEntry> find(String id) {
        return LIST.run(redis, id).stream().map(TenantDocument::read).findFirst();
    }

    /**
     * Adds a tenant.
     *
     * @throws InvalidInputException if a value is invalid, or name or secrets are missing
     */
    public Result add(Map<TenantField, String> fields) {
        for (TenantField field : List.of(TenantField.NAME, TenantField.SECRETS)) {
            if (!fields.containsKey(field)) {
                throw new InvalidInputException("a tenant needs a name and secrets: " + field.text() + " is missing");
            }
        }
        return write(ADD, UUID.randomUUID().toString(), fields);
    }

    /**
     * Changes a tenant; an empty text removes an optional field.
     *
     * @throws InvalidInputException if a value is invalid
     */
    public Result update(String id, Map<TenantField, String> fields) {
        return write(UPDATE, id, fields);
    }

    private Result write(RedisScript script, String id, Map<TenantField, String> fields) {
        List<String> arguments = new ArrayList<>(List.of(actor.name(), id));
        new EnumMap<>(fields).forEach((field, value) -> arguments.addAll(List.of(field.text(), field.checked(value))));
        ScriptAnswer answer = script.ask(redis, arguments);
        return switch (answer.outcome()) {
            case "added", "changed" -> new Result.Done(id);
            case "name_taken" -> new Result.NameTaken(answer.text("id"));
            case "not_found" -> new Result.NotFound();
            default -> throw answer.unknown();
        };
    }

    /** Removes a tenant with its settings; false if it was not found. */
    public boolean remove(String id) {
        return REMOVE.ask(redis, actor.name(), id).is("removed", "not_found");
    }

    /**
     * Sets a parameter of a tenant for create and join; replaces a setting of the same parameter and kind.
     *
     * @return the id of the setting; empty if the tenant was not found
     * @throws InvalidInputException if the parameter has no name
     */
    public Optional<String> putSetting(String tenantId, Tenant.Setting setting) {
        if (setting.parameter().isBlank()) {
            throw new InvalidInputException("the setting names no parameter of create or join");
        }
        ScriptAnswer answer = PUT_SETTING.ask(
                redis,
                actor.name(),
                tenantId,
                UUID.randomUUID().toString(),
                setting.parameter().strip(),
                setting.value(),
                String.valueOf(setting.override()));
        return answer.is("put", "not_found") ? answer.find("id") : Optional.empty();
    }

    /** Removes a setting; false if it was not found. */
    public boolean removeSetting(String tenantId, String settingId) {
        return REMOVE_SETTING.ask(redis, actor.name(), tenantId, settingId).is("removed", "not_found");
    }
}
