package org.scalelite.api.meeting;

import com.fasterxml.jackson.dataformat.xml.annotation.JacksonXmlRootElement;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.NoSuchElementException;
import java.util.concurrent.BlockingQueue;
import org.scalelite.common.bbb.BbbXml;

/** One document out of the answers of many servers, written while they come in. */
@SuppressWarnings("JdkObsolete") // SequenceInputStream takes nothing newer than an Enumeration.
final class MergedMeetings implements Enumeration<InputStream> {
    private static final byte[] HEAD = ascii("<response><returncode>SUCCESS</returncode><meetings>");
    private static final byte[] TAIL = ascii("</meetings></response>");
    private static final byte[] NONE =
            BbbXml.write(new NoMeetings("SUCCESS", "noMeetings", "no meetings were found on this server", ""));

    private final BlockingQueue<MeetingSlices> answers;
    private int awaited;
    private boolean headWritten;
    private boolean tailWritten;

    private MergedMeetings(BlockingQueue<MeetingSlices> answers, int awaited) {
        this.answers = answers;
        this.awaited = awaited;
    }

    /** The document; reading it waits for the answers, of which so many will come. */
    static InputStream of(BlockingQueue<MeetingSlices> answers, int awaited) {
        return new SequenceInputStream(new MergedMeetings(answers, awaited));
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

    private MeetingSlices take() {
        try {
            return answers.take();
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
