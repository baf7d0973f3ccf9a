package org.scalelite.benchmarks.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Reads one HTTP answer after the other off a connection, keeping no more of a body than is needed to judge it. */
public final class AnswerReader {
    private static final int BODY_KEPT = 256;
    private static final int FIRST_HEAD = 1024;
    private static final int LONGEST_HEAD = 1 << 16;
    private static final int STATUS_AT = 9;
    private static final int HEX_RADIX = 16;

    private enum State {
        HEAD,
        BODY,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        TRAILER
    }

    private State state = State.HEAD;
    private byte[] head = new byte[FIRST_HEAD];
    private int headLength;
    private String headText = "";
    private final byte[] body = new byte[BODY_KEPT];
    private int bodyKept;
    private long bodyLength;
    private long remaining;
    private int lineLength;

    /** The answer that was read last. */
    public record Answer(int status, String head, String bodyStart, long bodyLength) {}

    /** Takes what came in; true if that ends an answer. Nothing may follow an answer, as there is no pipelining. */
    boolean accept(byte[] bytes, int length) {
        int at = 0;
        while (at < length) {
            switch (state) {
                case HEAD -> {
                    at = readHead(bytes, at, length);
                    if (state == State.BODY && remaining == 0) {
                        return true;
                    }
                }
                case BODY -> {
                    at += readBody(bytes, at, length);
                    if (remaining == 0) {
                        return true;
                    }
                }
                case CHUNK_SIZE -> readChunkSize(bytes[at++]);
                case CHUNK -> {
                    at += readBody(bytes, at, length);
                    if (remaining == 0) {
                        state = State.CHUNK_END;
                    }
                }
                case CHUNK_END -> {
                    if (bytes[at++] == '\n') {
                        state = State.CHUNK_SIZE;
                    }
                }
                case TRAILER -> {
                    if (endsTrailer(bytes[at++])) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** The answer that {@link #accept} just ended; the next one can come. */
    Answer take() {
        Answer answer = new Answer(
                Integer.parseInt(headText.substring(STATUS_AT, STATUS_AT + 3)),
                headText,
                new String(body, 0, bodyKept, StandardCharsets.ISO_8859_1),
                bodyLength);
        state = State.HEAD;
        headLength = 0;
        bodyKept = 0;
        bodyLength = 0;
        remaining = 0;
        return answer;
    }

    private int readHead(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            byte next = bytes[at++];
            keepHead(next);
            if (next == '\n' && endsHead()) {
                headText = new String(head, 0, headLength, StandardCharsets.ISO_8859_1);
                chooseBody();
                return at;
            }
        }
        return at;
    }

    private void keepHead(byte next) {
        if (headLength == head.length) {
            if (headLength == LONGEST_HEAD) {
                throw new IllegalStateException("an answer whose head has no end");
            }
            head = Arrays.copyOf(head, headLength * 2);
        }
        head[headLength++] = next;
    }

    private boolean endsHead() {
        return headLength >= 4
                && head[headLength - 2] == '\r'
                && head[headLength - 3] == '\n'
                && head[headLength - 4] == '\r';
    }

    private void chooseBody() {
        String length = header("content-length");
        if (!length.isEmpty()) {
            state = State.BODY;
            remaining = Long.parseLong(length);
        } else if (header("transfer-encoding").equals("chunked")) {
            state = State.CHUNK_SIZE;
            remaining = 0;
        } else {
            state = State.BODY;
            remaining = 0;
        }
    }

    private String header(String name) {
        int at = 0;
        while ((at = headText.indexOf('\n', at) + 1) > 0) {
            if (headText.regionMatches(true, at, name, 0, name.length())
                    && headText.charAt(at + name.length()) == ':') {
                int end = headText.indexOf('\r', at);
                return headText.substring(at + name.length() + 1, end).strip().toLowerCase(Locale.ROOT);
            }
        }
        return "";
    }

    private int readBody(byte[] bytes, int from, int to) {
        int length = (int) Math.min(remaining, to - from);
        int kept = Math.min(length, BODY_KEPT - bodyKept);
        System.arraycopy(bytes, from, body, bodyKept, kept);
        bodyKept += kept;
        bodyLength += length;
        remaining -= length;
        return length;
    }

    private void readChunkSize(byte next) {
        if (next == '\n') {
            state = remaining == 0 ? State.TRAILER : State.CHUNK;
            lineLength = 0;
        } else if (next != '\r') {
            remaining = remaining * HEX_RADIX + Character.digit(next, HEX_RADIX);
        }
    }

    private boolean endsTrailer(byte next) {
        if (next == '\n') {
            boolean empty = lineLength == 0;
            lineLength = 0;
            return empty;
        }
        if (next != '\r') {
            lineLength++;
        }
        return false;
    }
}
