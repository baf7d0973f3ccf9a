package org.scalelite.importer.check;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.model.DataType;
import java.util.List;

/** A recording as the database has it, without what does not concern its files. */
@MappedEntity("recordings")
record KnownRecording(
        @Id long id,
        String recordId,
        boolean published,
        boolean deleted,
        @TypeDef(type = DataType.STRING_ARRAY) List<String> formats) {
    KnownRecording {
        formats = List.copyOf(formats);
    }
}
