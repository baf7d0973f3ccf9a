package org.scalelite.common.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A message of Protocol Buffers whose fields are known by their numbers.
 *
 * @param fields the values of each field, as bytes; numbers are little-endian
 */
record ProtobufMessage(Map<Integer, List<byte[]>> fields) {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED32 = 5;

    static ProtobufMessage of(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        Map<Integer, List<byte[]>> fields = new TreeMap<>();
        while (in.hasRemaining()) {
            long key = varint(in);
            int field = (int) (key >>> 3);
            fields.computeIfAbsent(field, _ -> new ArrayList<>()).add(value(in, (int) (key & 7)));
        }
        return new ProtobufMessage(fields);
    }

    private static byte[] value(ByteBuffer in, int type) {
        return switch (type) {
            case VARINT ->
                ByteBuffer.allocate(Long.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(varint(in))
                        .array();
            case FIXED64 -> bytes(in, Long.BYTES);
            case LENGTH_DELIMITED -> bytes(in, (int) varint(in));
            case FIXED32 -> bytes(in, Integer.BYTES);
            default -> throw new IllegalArgumentException("wire type " + type);
        };
    }

    private static byte[] bytes(ByteBuffer in, int length) {
        byte[] value = new byte[length];
        in.get(value);
        return value;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a varint is too long");
    }

    List<ProtobufMessage> messages(int field) {
        return fields.getOrDefault(field, List.of()).stream()
                .map(ProtobufMessage::of)
                .toList();
    }

    private byte[] last(int field) {
        List<byte[]> values = fields.getOrDefault(field, List.of());
        return values.isEmpty() ? new byte[0] : values.getLast();
    }

    String text(int field) {
        return new String(last(field), StandardCharsets.UTF_8);
    }

    String hex(int field) {
        return HexFormat.of().formatHex(last(field));
    }

    long fixed64(int field) {
        return ByteBuffer.wrap(last(field)).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }
}
