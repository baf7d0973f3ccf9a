package org.scalelite.common.logging;

import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.slf4j.event.KeyValuePair;

/**
 * Writes one JSON object per line: {@code message} is the formatted message, {@code time} its time as ISO 8601; the fields of
 * the event and of its diagnostic context are members of the object.
 */
public final class JsonLineEncoder extends JsonEncoder {
    private final String service;

    /**
     * An encoder for one process.
     *
     * @param service of each line
     */
    public JsonLineEncoder(String service) {
        this.service = service;
        // They are in the message.
        setWithArguments(false);
        setWithMDC(false);
        setWithKVPList(false);
        setWithContext(false);
        setWithSequenceNumber(false);
        setWithNanoseconds(false);
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        return super.encode(new PrintableEvent(event));
    }

    @Override
    protected void appendCustomFields(StringBuilder line, ILoggingEvent event) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        fields.put("time", Instant.ofEpochMilli(event.getTimeStamp()).toString());
        fields.put("service", service);
        event.getMDCPropertyMap().forEach(fields::put);
        for (KeyValuePair pair : event.getKeyValuePairs()) {
            fields.putPOJO(pair.key, pair.value);
        }
        String members = fields.toString();
        line.append(',').append(members, 1, members.length() - 1);
    }
}
