package org.scalelite.api.bbb;

import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;

/** Passes the request that {@link BbbRequestFilter} has authenticated to the method of a controller. */
@Singleton
final class BbbRequestBinder implements TypedRequestArgumentBinder<BbbRequest> {
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
