package org.scalelite.common.bbb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BbbXmlTest {
    private static Map<String, String> below(String path, String xml) {
        return BbbXml.textsBelow(xml.getBytes(StandardCharsets.UTF_8), path);
    }

    @Test
    void textsBelowAnElementKeepTheirOrder() {
        String xml = "<response><attendee><metadata><z>no</z></metadata></attendee>"
                + "<metadata><b>1</b><a/><c><![CDATA[2]]></c></metadata><metadata><d>3</d></metadata></response>";

        Map<String, String> texts = below("/response/metadata", xml);

        assertThat(texts).containsExactly(Map.entry("b", "1"), Map.entry("a", ""), Map.entry("c", "2"));
        assertThat(below("/response/other", xml)).isEmpty();
        assertThat(below("/response/metadata", "<response><metadata><b>1</b>")).isEmpty();
    }
}
