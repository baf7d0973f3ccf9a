package org.scalelite.cli.tenants;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What an operator calls a tenant: its name, id or the beginning of the id. */
public final class TenantName implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
        if (text.isBlank()) {
            throw new TypeConversionException("the name of a tenant is blank: 'tenants list' shows names and ids");
        }
        return text.strip();
    }
}
