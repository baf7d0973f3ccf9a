package org.scalelite.api.http;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.MediaType;
import io.micronaut.http.server.netty.DefaultHttpCompressionStrategy;
import io.micronaut.http.server.netty.HttpCompressionStrategy;
import io.micronaut.http.server.netty.configuration.NettyHttpServerConfiguration;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import jakarta.inject.Singleton;

/**
 * Which answers are compressed: text, but no file that can be had in ranges, because those count the file's own bytes, and no
 * stream of events, because the compressor would keep them back.
 */
@Singleton
@Replaces(DefaultHttpCompressionStrategy.class)
record Compression(NettyHttpServerConfiguration config) implements HttpCompressionStrategy {
    @Override
    public boolean shouldCompress(HttpResponse response) {
        String type = response.headers().get(HttpHeaderNames.CONTENT_TYPE);
        long length = HttpUtil.getContentLength(response, -1L);
        return isEnabled()
                && type != null
                && MediaType.isTextBased(type)
                && (length < 0 || length >= config.getCompressionThreshold())
                && !type.startsWith(MediaType.TEXT_EVENT_STREAM)
                && !response.headers().contains(HttpHeaderNames.ACCEPT_RANGES);
    }

    @Override
    public boolean isEnabled() {
        return config.getCompressionThreshold() >= 0;
    }

    @Override
    public int getCompressionLevel() {
        return config.getCompressionLevel();
    }

    @Override
    public int getMaxZstdEncodeSize() {
        return config.getMaxZstdEncodeSize();
    }
}
