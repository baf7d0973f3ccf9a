package org.scalelite.api.meeting;

import com.fasterxml.jackson.dataformat.xml.annotation.JacksonXmlRootElement;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.NoSuchElementException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.scalelite.common.bbb.BbbXml;
import org.scalelite.common.bbb.Deadline;

/** One document out of the answers of many servers, written while they come in. */
@SuppressWarnings("JdkObsolete") // SequenceInputStream takes nothing newer than an Enumeration.
final class MergedMeetings implements Enumeration<InputStream> {
    private static final byte[] HEAD = ascii("<response><returncode>SUCCESS</returncode><meetings>");
    private static final byte[] TAIL = ascii("</meetings></response>");
    private static final byte[] NONE =
            BbbXml.write(new NoMeetings("SUCCESS", "noMeetings", "no meetings were found on this server", ""));

    private final BlockingQueue<MeetingSlices> answers;
    private final Deadline deadline;
    private int awaited;
    private boolean headWritten;
    private boolean tailWritten;

    private MergedMeetings(BlockingQueue<MeetingSlices> answers, int awaited, Deadline deadline) {
        this.answers = answers;
        this.awaited = awaited;
        this.deadline = deadline;
    }

    /** The document; reading it waits for the answers, of which so many will come. */
    static InputStream of(BlockingQueue<MeetingSlices> answers, int awaited, Deadline deadline) {
        return new SequenceInputStream(new MergedMeetings(answers, awaited, deadline));
    }

    @Override
    public boolean hasMoreElements() {
        return !tailWritten;
    }

    @Override
    public InputStream nextElement() {
        if (tailWritten) {
            throw new NoSuchElementException("the document is complete");
        }
        while (awaited > 0) {
            MeetingSlices slices = take();
            awaited--;
            if (!slices.isEmpty()) {
                return headWritten ? slices.toInputStream() : withHead(slices);
            }
        }
        tailWritten = true;
        return new ByteArrayInputStream(headWritten ? TAIL : NONE);
    }

    private InputStream withHead(MeetingSlices slices) {
        headWritten = true;
        return new SequenceInputStream(new ByteArrayInputStream(HEAD), slices.toInputStream());
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
