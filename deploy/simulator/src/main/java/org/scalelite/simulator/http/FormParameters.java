package org.scalelite.simulator.http;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.multipart.Attribute;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.HttpPostMultipartRequestDecoder;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder.ErrorDataDecoderException;
import io.netty.handler.codec.http.multipart.InterfaceHttpData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the parameters of a form body of either kind (BBB API reference, sections 2.4 and 2.5). */
final class FormParameters {

    private FormParameters() {}

    static QueryParameters parse(FullHttpRequest request, String contentType, byte[] body) {
        return switch (contentType) {
            case "application/x-www-form-urlencoded" ->
                QueryParameters.parse(new String(body, StandardCharsets.UTF_8).trim());
            case "multipart/form-data" -> multipart(request);
            default -> QueryParameters.parse("");
        };
    }

    private static QueryParameters multipart(FullHttpRequest request) {
        Map<String, String> values = new LinkedHashMap<>();
        try {
            HttpPostMultipartRequestDecoder decoder =
                    new HttpPostMultipartRequestDecoder(new DefaultHttpDataFactory(false), request);
            try {
                for (InterfaceHttpData part : decoder.getBodyHttpDatas()) {
                    if (part instanceof Attribute attribute) {
                        values.putIfAbsent(attribute.getName(), attribute.getValue());
                    }
                }
            } finally {
                decoder.destroy();
            }
        } catch (ErrorDataDecoderException | IOException e) {
            // A form that cannot be read has no parameters, so that the checksum is missing from it.
            return QueryParameters.parse("");
        }
        return QueryParameters.of(values);
    }
}
