/** Login by OpenID Connect: the authorization code flow, and the verification of ID tokens. */
@NullMarked
package org.scalelite.api.console.oidc;

import org.jspecify.annotations.NullMarked;
