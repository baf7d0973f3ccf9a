package org.scalelite.api.upload;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.micronaut.http.annotation.Head;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.scalelite.api.limit.WrongAttempts;
import org.scalelite.api.upload.UploadSpool.UploadState;
import org.scalelite.common.recording.RecordingConfig;
import org.scalelite.common.recording.SafeSegment;
import org.scalelite.common.redis.RedisUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Receives recordings from BBB servers without a shared volume: one archive, in one or more requests. */
@Controller("/scalelite/api/recordings")
@ExecuteOn(TaskExecutors.BLOCKING)
final class UploadController {
    private static final Logger LOG = LoggerFactory.getLogger(UploadController.class);
    private static final String SUFFIX = ".tar";
    private static final String OFFSET = "Upload-Offset";
    private static final String ERROR = "Upload-Error";
    private static final String STATUS = "Upload-Status";

    private final boolean enabled;
    private final WrongAttempts attempts;
    private final UploadTokens tokens;
    private final UploadSpool spool;

    UploadController(RecordingConfig recordings, WrongAttempts attempts, UploadTokens tokens, UploadSpool spool) {
        this.enabled = recordings.enabled();
        this.attempts = attempts;
        this.tokens = tokens;
        this.spool = spool;
    }

    @Head("/{name}")
    HttpResponse<?> find(HttpRequest<?> request, @PathVariable String name) {
        Archive archive = announced(request, name);
        return switch (spool.find(archive)) {
            case UploadState.Stored _ -> found(archive.size()).header(STATUS, "stored");
            case UploadState.Partial(long offset) -> found(offset).header(STATUS, "partial");
        };
    }

    @Put(value = "/{name}", consumes = MediaType.ALL)
    HttpResponse<?> take(HttpRequest<?> request, @PathVariable String name) {
        Archive archive = announced(request, name);
        return closing(request, answer(take((ServerHttpRequest<?>) request, archive)));
    }

    @Error(exception = UploadException.class)
    HttpResponse<?> failed(HttpRequest<?> request, UploadException failure) {
        return failed(request, failure.error());
    }

    @Error(exception = WrongAttempts.TooManyException.class)
    HttpResponse<?> tooMany(HttpRequest<?> request) {
        return failed(request, UploadError.tooMany());
    }

    @Error(exception = RedisUnavailableException.class)
    HttpResponse<?> redisUnavailable(HttpRequest<?> request, RedisUnavailableException failure) {
        LOG.warn("Upload failed: {}", failure.getMessage());
        return failed(request, UploadError.redisUnavailable());
    }

    private static HttpResponse<?> failed(HttpRequest<?> request, UploadError error) {
        return request.getMethod() == HttpMethod.HEAD ? head(error) : closing(request, failed(error));
    }

    private Archive announced(HttpRequest<?> request, String name) {
        if (!enabled) {
            throw new UploadException(UploadError.recordingsOff());
        }
        SafeSegment recordId = Optional.of(name)
                .filter(text -> text.endsWith(SUFFIX))
                .flatMap(text -> SafeSegment.of(text.substring(0, text.length() - SUFFIX.length())))
                .filter(Archive::isNameable)
                .orElseThrow(() -> new UploadException(UploadError.recordId()));
        return attempts.check(
                        WrongAttempts.Credential.SERVER_TOKEN,
                        request,
                        () -> tokens.announcement(header(request, HttpHeaders.AUTHORIZATION)))
                .orElseThrow(() -> new UploadException(UploadError.notSigned()))
                .archive(recordId);
    }

    private UploadState take(ServerHttpRequest<?> request, Archive archive) {
        long length = request.getContentLength();
        ByteRange range = ByteRange.of(
                header(request, HttpHeaders.CONTENT_RANGE),
                length < 0 ? OptionalLong.empty() : OptionalLong.of(length),
                archive.size());
        return spool.append(archive, range, () -> request.byteBody().toInputStream());
    }

    private static Optional<String> header(HttpRequest<?> request, String name) {
        return Optional.ofNullable(request.getHeaders().get(name));
    }

    private static MutableHttpResponse<?> found(long offset) {
        return HttpResponse.ok().header(OFFSET, Long.toString(offset)).header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    private static MutableHttpResponse<?> answer(UploadState state) {
        return switch (state) {
            case UploadState.Stored _ -> json(201, Map.of("status", "stored"));
            case UploadState.Partial(long offset) -> json(202, Map.of("status", "partial", "offset", offset));
        };
    }

    private static MutableHttpResponse<?> failed(UploadError error) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", error.error());
        error.offset().ifPresent(offset -> body.put("offset", offset));
        return withHints(json(error.status(), body), error);
    }

    /** The answer to HEAD has no body, and a header only ASCII characters. */
    private static HttpResponse<?> head(UploadError error) {
        return withHints(HttpResponse.status(HttpStatus.valueOf(error.status())), error)
                .header(ERROR, error.error().replaceAll("[^ -~]", "?"));
    }

    private static <T> MutableHttpResponse<T> withHints(MutableHttpResponse<T> response, UploadError error) {
        return switch (error.status()) {
            case 401 -> response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            case 423, 429, 503 -> response.header(HttpHeaders.RETRY_AFTER, "60");
            default -> response;
        };
    }

    /**
     * A sender that sent Expect: 100-continue has not sent the body: the connection is closed. Another one may read the
     * answer only after it has sent everything, so the server reads the body and discards it; otherwise the sender
     * would see a broken pipe instead of the answer.
     */
    private static MutableHttpResponse<?> closing(HttpRequest<?> request, MutableHttpResponse<?> response) {
        return request.getHeaders().contains(HttpHeaders.EXPECT)
                ? response.header(HttpHeaders.CONNECTION, "close")
                : response;
    }

    private static <T> MutableHttpResponse<T> json(int status, T body) {
        return HttpResponse.<T>status(HttpStatus.valueOf(status))
                .body(body)
                .contentType(MediaType.APPLICATION_JSON_TYPE);
    }
}
