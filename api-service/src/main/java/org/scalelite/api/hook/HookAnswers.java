package org.scalelite.api.hook;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.scalelite.api.bbb.BbbAnswer;
import org.scalelite.common.bbb.BbbXml;
import org.scalelite.common.hook.Hook;

/** The answers of the hook calls, as bbb-webhooks writes them (BBB reference, section 7). */
final class HookAnswers {
    private HookAnswers() {}

    static BbbAnswer created(Hook hook) {
        return success("<hookID>" + hook.id() + "</hookID>" + kind(hook));
    }

    static BbbAnswer duplicate(Hook hook) {
        return success("<hookID>" + hook.id() + "</hookID><messageKey>duplicateWarning</messageKey>"
                + "<message>There is already a hook for this callback URL.</message>");
    }

    static BbbAnswer removed() {
        return success("<removed>true</removed>");
    }

    static BbbAnswer list(List<Hook> hooks) {
        StringBuilder xml = new StringBuilder("<hooks>");
        for (Hook hook : hooks) {
            xml.append("<hook><hookID>").append(hook.id()).append("</hookID><callbackURL>");
            xml.append(cdata(hook.callbackUrl())).append("</callbackURL>");
            hook.meetingId()
                    .ifPresent(id -> xml.append("<meetingID>").append(cdata(id)).append("</meetingID>"));
            hook.eventIds()
                    .ifPresent(
                            ids -> xml.append("<eventID>").append(escaped(ids)).append("</eventID>"));
            xml.append(kind(hook)).append("</hook>");
        }
        return success(xml.append("</hooks>").toString());
    }

    private static String kind(Hook hook) {
        return "<permanentHook>false</permanentHook><rawData>" + hook.raw() + "</rawData>";
    }

    private static BbbAnswer success(String content) {
        String xml = "<response><returncode>SUCCESS</returncode>" + content + "</response>";
        return new BbbAnswer.Document(xml.getBytes(StandardCharsets.UTF_8), BbbAnswer.SUCCESS);
    }

    private static String cdata(String text) {
        return "<![CDATA[" + BbbXml.legal(text).replace("]]>", "]]]]><![CDATA[>") + "]]>";
    }

    private static String escaped(String text) {
        return BbbXml.legal(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
