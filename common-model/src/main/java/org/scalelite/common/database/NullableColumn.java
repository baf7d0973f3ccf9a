package org.scalelite.common.database;

import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.model.DataType;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An {@link java.util.Optional} text of a row or of a query, which is null in PostgreSQL if it is empty. Columns of other
 * types have a {@link TypeDef} with their type and {@link OptionalConverter}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
@TypeDef(type = DataType.STRING, converter = OptionalConverter.class)
public @interface NullableColumn {}
