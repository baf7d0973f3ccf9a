package org.scalelite.common.history;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;

/**
 * A row of {@code pool_samples}: a server in one minute.
 *
 * @param sampledAt the minute, by the clock of Redis
 * @param load 0 if the server gets no new meetings
 */
@MappedEntity("pool_samples")
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record PoolSample(@Id @JsonIgnore Instant sampledAt, String serverId, int meetings, int users, double load) {}
