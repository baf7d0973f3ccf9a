package org.scalelite.api.bbb;

import io.micronaut.http.ServerHttpRequest;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.multipart.Attribute;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.FileUpload;
import io.netty.handler.codec.http.multipart.HttpPostMultipartRequestDecoder;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder;
import io.netty.handler.codec.http.multipart.InterfaceHttpData;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scalelite.api.http.BodyKind;
import org.scalelite.api.http.HttpConfig;
import org.scalelite.api.http.QueryText;
import org.scalelite.api.limit.FormMemory;
import org.scalelite.common.bbb.BbbError;
import org.scalelite.common.bbb.BbbException;

/** Reads the body of a request as far as the limit goes (specification, section 5.4). */
@Singleton
final class BodyReader {
    private static final int MAX_FORM_BYTES = 1 << 20;
    private static final int MAX_FILE_BYTES = 5 << 20;
    private static final int MAX_FIELDS = 1_000;
    private static final int UNLIMITED = -1;
    private static final String FILE = "file";

    private final long maxBytes;

    BodyReader(HttpConfig config) {
        this.maxBytes = config.maxBodyBytes();
    }

    /**
     * The fields of a form.
     *
     * @param withFile whether one of them may be a file
     * @param memory that is taken while it comes in
     * @throws BbbException if it is too large, or too many others are in flight
     */
    FormBody form(ServerHttpRequest<?> request, BodyKind kind, boolean withFile, FormMemory.Lease memory) {
        int limit = withFile ? MAX_FILE_BYTES : MAX_FORM_BYTES;
        if (request.getContentLength() > limit) {
            throw new BbbException(BbbError.formTooLarge(limit));
        }
        byte[] bytes = bytes(request, limit, memory);
        return kind == BodyKind.MULTIPART ? multipart(bytes, BodyKind.contentTypeOf(request)) : plain(bytes);
    }

    private static byte[] bytes(ServerHttpRequest<?> request, int limit, FormMemory.Lease memory) {
        try {
            return memory.read(request, limit).orElseThrow(() -> new BbbException(BbbError.formTooLarge(limit)));
        } catch (IOException _) {
            throw new QueryText.MalformedException("the form broke off");
        }
    }

    private static FormBody plain(byte[] bytes) {
        int fields = 1;
        for (byte octet : bytes) {
            if (octet == '&' && ++fields > MAX_FIELDS) {
                throw new BbbException(BbbError.tooManyFields(MAX_FIELDS));
            }
        }
        return FormBody.of(QueryText.ofBytes(bytes));
    }

    private static FormBody multipart(byte[] bytes, String contentType) {
        DefaultFullHttpRequest request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                HttpMethod.POST,
                "/",
                Unpooled.wrappedBuffer(bytes),
                new DefaultHttpHeaders().set(HttpHeaderNames.CONTENT_TYPE, contentType),
                DefaultHttpHeadersFactory.trailersFactory().newHeaders());
        Map<String, String> parameters = new LinkedHashMap<>();
        List<String> checksums = new ArrayList<>();
        Optional<byte[]> file = Optional.empty();
        try {
            HttpPostMultipartRequestDecoder decoder = new HttpPostMultipartRequestDecoder(
                    new DefaultHttpDataFactory(false), request, StandardCharsets.UTF_8, MAX_FIELDS, UNLIMITED);
            try {
                for (InterfaceHttpData part : decoder.getBodyHttpDatas()) {
                    if (part instanceof Attribute field) {
                        parameters.put(field.getName(), field.getValue());
                        if (field.getName().equals("checksum")) {
                            checksums.add(field.getValue());
                        }
                    } else if (part instanceof FileUpload upload
                            && upload.getName().equals(FILE)) {
                        file = Optional.of(upload.get());
                    }
                }
            } finally {
                decoder.destroy();
            }
        } catch (HttpPostRequestDecoder.TooManyFormFieldsException _) {
            throw new BbbException(BbbError.tooManyFields(MAX_FIELDS));
        } catch (DecoderException e) {
            throw new QueryText.MalformedException("a broken multipart body: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read a multipart field", e);
        }
        return new FormBody(parameters, checksums, Optional.empty(), file);
    }

    /** Slides: kept so that they can be sent more than once, in memory only while they are small. */
    SpooledBody slides(ServerHttpRequest<?> request) {
        if (request.getContentLength() > maxBytes) {
            throw new BbbException(BbbError.bodyTooLarge(maxBytes));
        }
        try (InputStream in = request.byteBody().toInputStream()) {
            return SpooledBody.read(in, BodyKind.contentTypeOf(request), maxBytes);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the body", e);
        }
    }
}
