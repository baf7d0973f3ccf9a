package org.scalelite.api.bbb;

import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import io.micronaut.http.filter.ConditionalFilter;
import io.micronaut.http.filter.FilterContinuation;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.scalelite.api.http.BodyKind;
import org.scalelite.api.http.HttpConfig;
import org.scalelite.api.http.Origin;
import org.scalelite.api.http.QueryText;
import org.scalelite.api.http.RequestTarget;
import org.scalelite.api.http.Routes;
import org.scalelite.api.http.Routes.BbbApi;
import org.scalelite.api.limit.FormMemory;
import org.scalelite.api.limit.UnauthenticatedBodies;
import org.scalelite.api.limit.WrongChecksums;
import org.scalelite.common.bbb.BbbError;
import org.scalelite.common.bbb.BbbException;
import org.scalelite.common.bbb.CallParameters;
import org.scalelite.common.checksum.SharedSecrets;
import org.scalelite.common.tenant.Tenant;

/**
 * Authenticates calls of the BBB API. In this order:
 *
 * <ol>
 *   <li>the kind of the body, and whether the call takes it
 *   <li>the tenant, by the host
 *   <li>the checksum in the query; a body is awaited only after it, or if it may hold the checksum, and then limited by
 *       {@link UnauthenticatedBodies}
 *   <li>the checksum with the form, which must not add parameters to those of the query
 *   <li>the parameters, which are decoded only now, and the slides
 * </ol>
 *
 * <p>The controller answers on the thread of this filter: memory of forms and files of slides are released after its answer.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
record BbbRequestFilter(
        HttpConfig config,
        TenantHosts hosts,
        ChecksumVerifier verifier,
        WrongChecksums wrongChecksums,
        BodyReader bodies,
        FormMemory forms,
        UnauthenticatedBodies unauthenticated,
        CallMetrics metrics)
        implements ConditionalFilter {
    /** Without a route every filter would run. */
    @Override
    public boolean isEnabled(HttpRequest<?> request) {
        return Routes.has(BbbApi.class, request);
    }

    /**
     * Authenticates a call.
     *
     * @throws BbbException if it is refused
     * @throws WrongChecksums.TooManyException if its checksum is wrong, and those of others from the same address were
     * @throws QueryText.MalformedException if its query cannot be decoded
     */
    @RequestFilter
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> filter(HttpRequest<?> request, FilterContinuation<HttpResponse<?>> controller) {
        BbbCall call = BbbCall.of(request).orElseThrow(() -> new BbbException(BbbError.unsupportedRequest()));
        CallMetrics.Timing timing = metrics.start(call);
        try {
            return timing.stop(timing.during(() -> answer(call, (ServerHttpRequest<?>) request, controller, timing)));
        } catch (RuntimeException e) {
            timing.stop(e);
            throw e;
        }
    }

    private HttpResponse<?> answer(
            BbbCall call,
            ServerHttpRequest<?> request,
            FilterContinuation<HttpResponse<?>> controller,
            CallMetrics.Timing timing) {
        BodyKind kind = BodyKind.of(request);
        // Without a body insertDocument is passed on: the BBB server's answer tells what is missing.
        if (kind != BodyKind.NONE && !call.bodies().contains(kind)) {
            throw new BbbException(BbbError.unsupportedContentType());
        }
        try (FormMemory.Lease memory = forms.lease()) {
            BbbRequest authenticated = authenticated(call, kind, request, memory);
            timing.authenticated(authenticated);
            return authenticated.signer().isEmpty()
                    ? proceed(authenticated, kind, request, controller)
                    : timing.traced(request, () -> proceed(authenticated, kind, request, controller));
        }
    }

    private HttpResponse<?> proceed(
            BbbRequest authenticated,
            BodyKind kind,
            ServerHttpRequest<?> request,
            FilterContinuation<HttpResponse<?>> controller) {
        if (kind != BodyKind.XML) {
            BbbRequestBinder.attach(authenticated, request);
            return controller.proceed();
        }
        try (SpooledBody slides = bodies.slides(request)) {
            BbbRequestBinder.attach(authenticated.withSlides(slides.content()), request);
            return controller.proceed();
        }
    }

    private BbbRequest authenticated(
            BbbCall call, BodyKind kind, ServerHttpRequest<?> request, FormMemory.Lease memory) {
        QueryText query = RequestTarget.queryTextOf(request);
        Caller caller = caller(call, query, kind, request);
        Optional<FormBody> form = form(call, request, kind, memory, caller);
        Optional<String> signer = form.isPresent() ? caller.signer(verifier, call, query, form) : caller.signer();
        if (signer.isEmpty() && caller.needsChecksum()) {
            throw wrongChecksums.refusal(request, call.checksumError());
        }
        Map<String, String> parameters = new LinkedHashMap<>(query.parameters());
        form.ifPresent(body -> parameters.putAll(body.parameters()));
        parameters.remove("checksum");
        return new BbbRequest(
                call,
                caller.tenant(),
                CallParameters.of(parameters),
                Optional.empty(),
                Origin.of(request),
                form.flatMap(FormBody::file),
                signer);
    }

    /**
     * The caller, as far as the query identifies it.
     *
     * @param secrets of which one must have signed the call; empty if none need
     * @param signer a hint which of them signed the query
     */
    private record Caller(Optional<Tenant> tenant, Optional<SharedSecrets> secrets, Optional<String> signer) {
        boolean needsChecksum() {
            return secrets.isPresent();
        }

        Optional<String> signer(ChecksumVerifier verifier, BbbCall call, QueryText query, Optional<FormBody> form) {
            return secrets.flatMap(known -> verifier.signer(call.callName(), query, form, known));
        }
    }

    private Caller caller(BbbCall call, QueryText query, BodyKind kind, ServerHttpRequest<?> request) {
        if (!call.needsChecksum(config)) {
            return new Caller(Optional.empty(), Optional.empty(), Optional.empty());
        }
        Optional<Tenant> tenant = tenant(call, request);
        SharedSecrets secrets = tenant.map(Tenant::secrets).orElse(config.secrets());
        Optional<String> signer = verifier.signer(call.callName(), query, Optional.empty(), secrets);
        boolean mayFormBeSigned = kind.isForm() && (query.checksums().isEmpty() || !query.hasParameters());
        if (signer.isEmpty() && !mayFormBeSigned) {
            throw wrongChecksums.refusal(request, call.checksumError());
        }
        return new Caller(tenant, Optional.of(secrets), signer);
    }

    private Optional<FormBody> form(
            BbbCall call, ServerHttpRequest<?> request, BodyKind kind, FormMemory.Lease memory, Caller caller) {
        if (!kind.isForm()) {
            return Optional.empty();
        }
        if (caller.signer().isPresent()) {
            return Optional.of(bodies.form(request, kind, call.takesFile(), memory));
        }
        try (UnauthenticatedBodies.Place _ = unauthenticated.enter(request)) {
            return Optional.of(bodies.form(request, kind, call.takesFile(), memory));
        }
    }

    /** An unknown tenant gets the same answer as a wrong checksum, so that tenants cannot be guessed. */
    private Optional<Tenant> tenant(BbbCall call, ServerHttpRequest<?> request) {
        TenantHosts.Owner owner = hosts.ownerOf(Origin.hostOf(request));
        if (owner instanceof TenantHosts.Owner.Unknown) {
            throw wrongChecksums.refusal(request, call.checksumError());
        }
        return owner.asTenant();
    }

    /** Passes the request that {@link BbbRequestFilter} has authenticated to the method of a controller. */
    @Singleton
    static final class BbbRequestBinder implements TypedRequestArgumentBinder<BbbRequest> {
        private static final Argument<BbbRequest> TYPE = Argument.of(BbbRequest.class);
        private static final String ATTRIBUTE = BbbRequest.class.getName();

        /** Has the controller get this request. */
        static void attach(BbbRequest authenticated, HttpRequest<?> request) {
            request.setAttribute(ATTRIBUTE, authenticated);
        }

        @Override
        public Argument<BbbRequest> argumentType() {
            return TYPE;
        }

        @Override
        public BindingResult<BbbRequest> bind(ArgumentConversionContext<BbbRequest> context, HttpRequest<?> request) {
            return () -> request.getAttribute(ATTRIBUTE, BbbRequest.class);
        }
    }
}
