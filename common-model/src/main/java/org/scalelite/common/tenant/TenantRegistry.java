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
 * The tenants and their settings, in Redis, for those who look after them (specification, sections 3 and 7). Each change is
 * one script; services that remember a tenant follow within seconds.
 */
public final class TenantRegistry {
    private static final RedisScript LIST = RedisScript.named("tenant-list");
    private static final RedisScript ADD = RedisScript.named("tenant-add");
    private static final RedisScript UPDATE = RedisScript.named("tenant-update");
    private static final RedisScript REMOVE = RedisScript.named("tenant-remove");
    private static final RedisScript PUT_SETTING = RedisScript.named("tenant-setting-put");
    private static final RedisScript REMOVE_SETTING = RedisScript.named("tenant-setting-remove");

    private final RedisStore redis;
    private final Actor actor;

    /** The tenants, for changes on somebody's order. */
    public TenantRegistry(RedisStore redis, Actor actor) {
        this.redis = redis;
        this.actor = actor;
    }

    /** The same tenants, for changes on another's order. */
    public TenantRegistry by(Actor orderedBy) {
        return new TenantRegistry(redis, orderedBy);
    }

    /** What became of adding or changing a tenant. */
    public sealed interface Result {
        /** It is as it should be. */
        record Done(String id) implements Result {}

        /** Another tenant has this name; nothing was changed. */
        record NameTaken(String id) implements Result {}

        /** There was no such tenant. */
        record NotFound() implements Result {}
    }

    /** All tenants, by their names. */
    public List<TenantEntry> all() {
        return LIST.run(redis).stream()
                .map(TenantDocument::read)
                .sorted(Comparator.comparing(TenantEntry::name).thenComparing(TenantEntry::id))
                .toList();
    }

    /** One tenant. */
    public Optional<TenantEntry> find(String id) {
        return LIST.run(redis, id).stream().map(TenantDocument::read).findFirst();
    }

    /**
     * Adds a tenant.
     *
     * @throws InvalidInputException if a value cannot be right, or name or secrets are missing
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
     * Changes a tenant; an empty text takes an optional field away.
     *
     * @throws InvalidInputException if a value cannot be right
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

    /** Removes a tenant with its settings; false if there is no such tenant. */
    public boolean remove(String id) {
        return REMOVE.ask(redis, actor.name(), id).is("removed", "not_found");
    }

    /**
     * Gives a tenant a parameter for create and join; a setting of the same parameter and kind gets the new value.
     *
     * @return the id of the setting; empty if there is no such tenant
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

    /** Takes a setting away; false if the tenant has no such setting. */
    public boolean removeSetting(String tenantId, String settingId) {
        return REMOVE_SETTING.ask(redis, actor.name(), tenantId, settingId).is("removed", "not_found");
    }
}
