package org.scalelite.simulator.call;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.scalelite.simulator.http.ApiError;
import org.scalelite.simulator.http.ApiRequest;
import org.scalelite.simulator.http.ErrorAnswer;
import org.scalelite.simulator.http.HttpAnswer;
import org.scalelite.simulator.http.Json;
import org.scalelite.simulator.http.QueryParameters;

/** How a failed join is answered (BBB API reference, section 4.3.4). */
final class JoinErrors {

    private JoinErrors() {}

    static boolean isXmlWanted(ApiRequest request) {
        String redirect = request.parameters().get("redirect", "");
        return redirect.equalsIgnoreCase("false") || redirect.equals("0");
    }

    /** Late errors honour {@code redirect=false}. */
    static HttpAnswer asAsked(ApiRequest request, ApiError error) {
        return isXmlWanted(request) ? ErrorAnswer.of(request, error) : redirect(request, error);
    }

    /** Early errors redirect whatever was asked for. */
    static HttpAnswer redirect(ApiRequest request, ApiError error) {
        QueryParameters parameters = request.parameters();
        String target = request.origin() + "/";
        for (String name : new String[] {"logoutURL", "errorRedirectUrl"}) {
            if (!parameters.isEmpty(name)) {
                target = parameters.get(name, target);
            }
        }
        String errors = "[{\"key\":" + Json.quoted(error.key()) + ",\"message\":" + Json.quoted(error.message()) + "}]";
        return HttpAnswer.redirect(withErrors(target, errors), null);
    }

    private static String withErrors(String target, String errors) {
        int hash = target.indexOf('#');
        String fragment = hash < 0 ? "" : target.substring(hash);
        String address = hash < 0 ? target : target.substring(0, hash);
        String encoded = URLEncoder.encode(errors, StandardCharsets.UTF_8).replace("+", "%20");
        return address + (address.indexOf('?') < 0 ? "?" : "&") + "errors=" + encoded + fragment;
    }
}
