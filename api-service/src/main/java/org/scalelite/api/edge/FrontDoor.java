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
 *   <li>who is called: the tenant, by the host
 *   <li>what kind of body there is, and whether the call takes it
 *   <li>the parameters, and that the form does not contradict the query
 *   <li>the checksum; a body of slides is not read before it is known to be right
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

    FrontDoor(EdgeConfig config, TenantHosts hosts, WrongChecksums wrongChecksums, FormMemory forms) {
        this.config = config;
        this.hosts = hosts;
        this.verifier = new ChecksumVerifier(config);
        this.wrongChecksums = wrongChecksums;
        this.bodies = new BodyReader(config.maxBodyBytes());
        this.forms = forms;
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
        Map<String, String> parameters = new LinkedHashMap<>(query.parameters());
        Optional<FormBody> form = switch (kind) {
            case FORM, MULTIPART -> Optional.of(bodies.form(request, kind, call.takesFile(), memory));
            case NONE, XML, OTHER -> Optional.empty();
        };
        Caller caller = trust(call, query, form, request);
        form.ifPresent(body -> addForm(parameters, body));
        parameters.remove("checksum");
        CallParameters given = CallParameters.of(parameters);
        String origin = Origin.of(request);
        if (kind != BodyReader.Kind.XML) {
            return inside.answer(new BbbRequest(
                    call,
                    caller.tenant(),
                    given,
                    Optional.empty(),
                    origin,
                    form.flatMap(FormBody::file),
                    caller.signer()));
        }
        try (SpooledBody slides = bodies.slides(request)) {
            return inside.answer(new BbbRequest(
                    call,
                    caller.tenant(),
                    given,
                    slides.isEmpty() ? Optional.empty() : Optional.of(slides.content()),
                    origin,
                    Optional.empty(),
                    caller.signer()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove the spooled slides", e);
        }
    }

    private static void refuseForeign(BbbCall call, BodyReader.Kind kind) {
        boolean taken = switch (kind) {
            // Without a body insertDocument is passed on: the BBB server says what it misses.
            case NONE -> true;
            case FORM, MULTIPART -> call.takesForm();
            case XML -> call.takesXml();
            case OTHER -> false;
        };
        if (!taken) {
            throw new BbbException(BbbError.unsupportedContentType());
        }
    }

    private static void addForm(Map<String, String> parameters, FormBody form) {
        if (form.contradicts(parameters)) {
            throw new BbbException(BbbError.checksum());
        }
        parameters.putAll(form.withoutChecksum());
    }

    /** Who calls, and with which secret. */
    private record Caller(Optional<Tenant> tenant, Optional<String> signer) {}

    private Caller trust(BbbCall call, QueryText query, Optional<FormBody> form, ServerHttpRequest<?> request) {
        if (!call.needsChecksum() || config.isOff(call)) {
            return new Caller(Optional.empty(), Optional.empty());
        }
        Optional<Tenant> tenant = tenant(request);
        SharedSecrets secrets = tenant.map(Tenant::secrets).orElse(config.secrets());
        Optional<String> signer = verifier.signer(call.callName(), query, form, secrets);
        if (signer.isEmpty()) {
            throw wrongChecksums.refusal(request);
        }
        return new Caller(tenant, signer);
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
