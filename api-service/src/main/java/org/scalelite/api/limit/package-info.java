/** Limits for callers before their authentication: connections, headers, bodies, requests in flight, wrong credentials. */
@NullMarked
package org.scalelite.api.limit;

import org.jspecify.annotations.NullMarked;
