package org.scalelite.api.meeting;

import com.fasterxml.jackson.dataformat.xml.annotation.JacksonXmlRootElement;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.scalelite.common.bbb.BbbXml;
import org.scalelite.common.bbb.Deadline;

/** One document out of the answers of many servers, a piece for each, while they come in. */
final class MergedMeetings implements Iterator<byte[]> {
    private static final byte[] HEAD = ascii("<response><returncode>SUCCESS</returncode><meetings>");
    private static final byte[] TAIL = ascii("</meetings></response>");
    private static final byte[] NONE =
            BbbXml.write(new NoMeetings("SUCCESS", "noMeetings", "no meetings were found on this server", ""));

    private final BlockingQueue<MeetingSlices> answers;
    private final Deadline deadline;
    private int awaited;
    private boolean headWritten;
    private boolean complete;

    /** The document; each piece waits for an answer, of which so many will come. */
    MergedMeetings(BlockingQueue<MeetingSlices> answers, int awaited, Deadline deadline) {
        this.answers = answers;
        this.awaited = awaited;
        this.deadline = deadline;
    }

    @Override
    public boolean hasNext() {
        return !complete;
    }

    @Override
    public byte[] next() {
        if (complete) {
            throw new NoSuchElementException("the document is complete");
        }
        while (awaited > 0) {
            MeetingSlices slices = take();
            awaited--;
            if (!slices.isEmpty()) {
                byte[] piece = slices.toBytes(headWritten ? new byte[0] : HEAD);
                headWritten = true;
                return piece;
            }
        }
        complete = true;
        return headWritten ? TAIL : NONE;
    }

    /** What comes too late is left out: the servers' own deadline has passed by then. */
    private MeetingSlices take() {
        try {
            MeetingSlices answer = answers.poll(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
            return answer == null ? MeetingSlices.none() : answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for BBB servers", e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @JacksonXmlRootElement(localName = "response")
    private record NoMeetings(String returncode, String messageKey, String message, String meetings) {}
}
