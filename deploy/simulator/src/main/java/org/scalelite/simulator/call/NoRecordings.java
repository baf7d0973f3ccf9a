package org.scalelite.simulator.call;

import org.scalelite.simulator.http.HttpAnswer;
import org.scalelite.simulator.http.XmlText;

/** The call getRecordings of a server that has none (BBB API reference, section 4.12). */
final class NoRecordings {

    private NoRecordings() {}

    static HttpAnswer answer() {
        return HttpAnswer.cacheableXml(XmlText.success()
                .open("recordings")
                .close("recordings")
                .message("noRecordings", "There are no recordings for the meeting(s)."));
    }
}
