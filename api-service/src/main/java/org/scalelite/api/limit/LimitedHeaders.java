package org.scalelite.api.limit;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.handler.codec.http.TooLongHttpHeaderException;

/** Headers, or trailers, of a request: a short one takes many times its bytes, so that their number is limited too. */
final class LimitedHeaders extends DefaultHttpHeaders {
    /** Of one request. */
    static final int MOST = 100;

    private LimitedHeaders(DefaultHttpHeadersFactory checks) {
        super(checks.getNameValidator(), checks.getValueValidator());
    }

    /** Has a decoder count. */
    static HttpDecoderConfig in(HttpDecoderConfig decoder) {
        return decoder.setHeadersFactory(new Factory(DefaultHttpHeadersFactory.headersFactory()))
                .setTrailersFactory(new Factory(DefaultHttpHeadersFactory.trailersFactory()));
    }

    @Override
    public HttpHeaders add(CharSequence name, Object value) {
        checkSpace();
        return super.add(name, value);
    }

    @Override
    public HttpHeaders add(String name, Object value) {
        checkSpace();
        return super.add(name, value);
    }

    private void checkSpace() {
        if (size() >= MOST) {
            throw new TooLongHttpHeaderException("more than " + MOST + " headers");
        }
    }

    private record Factory(DefaultHttpHeadersFactory checks) implements HttpHeadersFactory {
        @Override
        public HttpHeaders newHeaders() {
            return new LimitedHeaders(checks);
        }

        @Override
        public HttpHeaders newEmptyHeaders() {
            return new LimitedHeaders(checks);
        }
    }
}
