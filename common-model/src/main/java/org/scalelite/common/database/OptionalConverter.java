package org.scalelite.common.database;

import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.convert.ConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.data.model.runtime.convert.AttributeConverter;
import io.micronaut.data.runtime.convert.DataConversionService;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads and writes {@link NullableColumn}s. */
@Singleton
public final class OptionalConverter implements AttributeConverter<Object, Object> {
    private final DataConversionService conversion;

    OptionalConverter(DataConversionService conversion) {
        this.conversion = conversion;
    }

    /** A parameter that has the name of such a column, but is no optional one, stays as it is. */
    @Override
    public @Nullable Object convertToPersistedValue(@Nullable Object value, ConversionContext context) {
        return value instanceof Optional<?> optional ? optional.orElse(null) : value;
    }

    @Override
    public Object convertToEntityValue(@Nullable Object value, ConversionContext context) {
        if (value == null) {
            return Optional.empty();
        }
        Argument<?> column = ((ArgumentConversionContext<?>) context).getArgument();
        return Optional.of(
                conversion.convertRequired(value, column.getFirstTypeVariable().orElseThrow()));
    }
}
