package org.scalelite.api.edge;

import io.micronaut.http.ServerHttpRequest;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.scalelite.common.bbb.BbbError;
import org.scalelite.common.bbb.BbbException;
import org.scalelite.common.bbb.CallParameters;
import org.scalelite.common.checksum.SharedSecrets;
import org.scalelite.common.tenant.Tenant;

/**
 * Lets calls in, or does not. In this order:
 *
 * <ol>
 *   <li>what kind of body there is, and whether the call takes it
 *   <li>who is called: the tenant, by the host
 *   <li>the checksum in the query; a body is waited for only after it, or if it may hold the checksum, and then among
 *       few ({@link UnauthenticatedBodies})
 *   <li>the checksum with the form, which must not add parameters to those of the query
 *   <li>the parameters, which are decoded only now
 * </ol>
 */
@Singleton
final class FrontDoor {
    private final EdgeConfig config;
    private final TenantHosts hosts;
    private final ChecksumVerifier verifier;
    private final WrongChecksums wrongChecksums;
    private final BodyReader bodies;
    private final FormMemory forms;
    private final UnauthenticatedBodies unauthenticated;

    FrontDoor(
            EdgeConfig config,
            TenantHosts hosts,
            WrongChecksums wrongChecksums,
            FormMemory forms,
            UnauthenticatedBodies unauthenticated) {
        this.config = config;
        this.hosts = hosts;
        this.verifier = new ChecksumVerifier(config);
        this.wrongChecksums = wrongChecksums;
        this.bodies = new BodyReader(config.maxBodyBytes());
        this.forms = forms;
        this.unauthenticated = unauthenticated;
    }

    /** What is done with a call that was let in. */
    @FunctionalInterface
    interface Inside {
        BbbAnswer answer(BbbRequest request);
    }

    /**
     * Lets a call in and passes its answer out.
     *
     * @throws BbbException if the call is not let in
     * @throws WrongChecksums.TooManyException if its checksum is wrong, and those of others from the same address were
     * @throws QueryText.MalformedException if its query cannot be decoded
     */
    BbbAnswer admit(BbbCall call, ServerHttpRequest<?> request, Inside inside) {
        try (FormMemory.Lease memory = forms.lease()) {
            return admit(call, request, memory, inside);
        }
    }

    private BbbAnswer admit(BbbCall call, ServerHttpRequest<?> request, FormMemory.Lease memory, Inside inside) {
        BodyReader.Kind kind = bodies.kindOf(request);
        refuseForeign(call, kind);
        QueryText query = RequestTarget.queryTextOf(request);
        Caller caller = caller(call, query, kind, request);
        Optional<FormBody> form = form(call, request, kind, memory, caller);
        Optional<String> signer = form.isPresent() ? caller.signer(verifier, call, query, form) : caller.signer();
        if (signer.isEmpty() && caller.isAsked()) {
            throw wrongChecksums.refusal(request);
        }
        Map<String, String> parameters = new LinkedHashMap<>(query.parameters());
        form.ifPresent(body -> parameters.putAll(body.parameters()));
        parameters.remove("checksum");
        CallParameters given = CallParameters.of(parameters);
        String origin = Origin.of(request);
        if (kind != BodyReader.Kind.XML) {
            return inside.answer(new BbbRequest(
                    call, caller.tenant(), given, Optional.empty(), origin, form.flatMap(FormBody::file), signer));
        }
        try (SpooledBody slides = bodies.slides(request)) {
            return inside.answer(new BbbRequest(
                    call,
                    caller.tenant(),
                    given,
                    slides.isEmpty() ? Optional.empty() : Optional.of(slides.content()),
                    origin,
                    Optional.empty(),
                    signer));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove the spooled slides", e);
        }
    }

    private static void refuseForeign(BbbCall call, BodyReader.Kind kind) {
        // Without a body insertDocument is passed on: the BBB server says what it misses.
        if (kind != BodyReader.Kind.NONE && !call.bodies().contains(kind)) {
            throw new BbbException(BbbError.unsupportedContentType());
        }
    }

    /**
     * Who calls, as far as the query says.
     *
     * @param secrets of which one must have signed the call; empty if none need
     * @param signer a hint which of them signed the query
     */
    private record Caller(Optional<Tenant> tenant, Optional<SharedSecrets> secrets, Optional<String> signer) {
        boolean isAsked() {
            return secrets.isPresent();
        }

        Optional<String> signer(ChecksumVerifier verifier, BbbCall call, QueryText query, Optional<FormBody> form) {
            return secrets.flatMap(known -> verifier.signer(call.callName(), query, form, known));
        }
    }

    private Caller caller(BbbCall call, QueryText query, BodyReader.Kind kind, ServerHttpRequest<?> request) {
        if (!call.needsChecksum() || config.isOff(call)) {
            return new Caller(Optional.empty(), Optional.empty(), Optional.empty());
        }
        Optional<Tenant> tenant = tenant(request);
        SharedSecrets secrets = tenant.map(Tenant::secrets).orElse(config.secrets());
        Optional<String> signer = verifier.signer(call.callName(), query, Optional.empty(), secrets);
        boolean mayFormBeSigned = kind.isForm() && (query.checksums().isEmpty() || !query.hasParameters());
        if (signer.isEmpty() && !mayFormBeSigned) {
            throw wrongChecksums.refusal(request);
        }
        return new Caller(tenant, Optional.of(secrets), signer);
    }

    private Optional<FormBody> form(
            BbbCall call, ServerHttpRequest<?> request, BodyReader.Kind kind, FormMemory.Lease memory, Caller caller) {
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
    private Optional<Tenant> tenant(ServerHttpRequest<?> request) {
        TenantHosts.Owner owner = hosts.ownerOf(HostCheck.hostOf(request));
        if (owner instanceof TenantHosts.Owner.Unknown) {
            throw wrongChecksums.refusal(request);
        }
        return owner.asTenant();
    }
}
