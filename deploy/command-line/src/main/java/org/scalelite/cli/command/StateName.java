package org.scalelite.cli.command;

import org.scalelite.common.config.EnumText;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a state. */
public abstract class StateName<E extends Enum<E> & EnumText> implements ITypeConverter<E> {
    private final Class<E> type;
    private final String allowed;

    protected StateName(Class<E> type, String allowed) {
        this.type = type;
        this.allowed = allowed;
    }

    @Override
    public E convert(String text) {
        return EnumText.find(type, text.strip())
                .orElseThrow(() -> new TypeConversionException("'%s' is no state: give %s".formatted(text, allowed)));
    }
}
