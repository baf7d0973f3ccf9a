package org.scalelite.common.server;

import java.util.UUID;

/** The id of a BBB server: a UUID, or its host name. */
public record ServerId(String value) {

    public ServerId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a server id is blank");
        }
    }

    static ServerId random() {
        return new ServerId(UUID.randomUUID().toString());
    }

    @Override
    public String toString() {
        return value;
    }
}
