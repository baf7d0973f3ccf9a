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
import org.scalelite.common.recording.RecordingConfig;
import org.scalelite.common.recording.SafeSegment;
import org.scalelite.common.redis.RedisUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where BBB servers without a shared volume send their recordings: one archive, in as many requests as it takes. */
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
        return parting(request, answer(take((ServerHttpRequest<?>) request, archive)));
    }

    @Error(exception = UploadRefusedException.class)
    HttpResponse<?> refused(HttpRequest<?> request, UploadRefusedException failure) {
        return refused(request, failure.refusal());
    }

    @Error(exception = WrongAttempts.TooManyException.class)
    HttpResponse<?> tooMany(HttpRequest<?> request) {
        return refused(request, Refusal.tooMany());
    }

    @Error(exception = RedisUnavailableException.class)
    HttpResponse<?> redisUnavailable(HttpRequest<?> request, RedisUnavailableException failure) {
        LOG.warn("An upload failed: {}", failure.getMessage());
        return refused(request, Refusal.redisUnavailable());
    }

    private static HttpResponse<?> refused(HttpRequest<?> request, Refusal refusal) {
        return request.getMethod() == HttpMethod.HEAD ? head(refusal) : parting(request, refused(refusal));
    }

    private Archive announced(HttpRequest<?> request, String name) {
        if (!enabled) {
            throw new UploadRefusedException(Refusal.recordingsOff());
        }
        SafeSegment recordId = Optional.of(name)
                .filter(text -> text.endsWith(SUFFIX))
                .flatMap(text -> SafeSegment.of(text.substring(0, text.length() - SUFFIX.length())))
                .filter(Archive::isNameable)
                .orElseThrow(() -> new UploadRefusedException(Refusal.recordId()));
        return attempts.check(
                        WrongAttempts.Credential.SERVER_TOKEN,
                        request,
                        () -> tokens.announcement(header(request, HttpHeaders.AUTHORIZATION)))
                .orElseThrow(() -> new UploadRefusedException(Refusal.notSigned()))
                .archive(recordId);
    }

    private UploadState take(ServerHttpRequest<?> request, Archive archive) {
        long length = request.getContentLength();
        ByteRange range = ByteRange.of(
                header(request, HttpHeaders.CONTENT_RANGE),
                length < 0 ? OptionalLong.empty() : OptionalLong.of(length),
                archive.size());
        return spool.take(archive, range, () -> request.byteBody().toInputStream());
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

    private static MutableHttpResponse<?> refused(Refusal refusal) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", refusal.error());
        refusal.offset().ifPresent(offset -> body.put("offset", offset));
        return hinted(json(refusal.status(), body), refusal);
    }

    /** The answer to HEAD has no body; a header takes plain characters only. */
    private static HttpResponse<?> head(Refusal refusal) {
        return hinted(HttpResponse.status(HttpStatus.valueOf(refusal.status())), refusal)
                .header(ERROR, refusal.error().replaceAll("[^ -~]", "?"));
    }

    private static <T> MutableHttpResponse<T> hinted(MutableHttpResponse<T> response, Refusal refusal) {
        return switch (refusal.status()) {
            case 401 -> response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            case 423, 429, 503 -> response.header(HttpHeaders.RETRY_AFTER, "60");
            default -> response;
        };
    }

    /**
     * A sender that waits for {@code 100 Continue} has a body that is not read: the connection ends. One that sends without
     * asking may read only when it has sent everything, so the server takes the rest and drops it; were the connection
     * closed, the sender would see a broken pipe instead of the answer.
     */
    private static MutableHttpResponse<?> parting(HttpRequest<?> request, MutableHttpResponse<?> response) {
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
