/** Answers that clients have already. */
@NullMarked
package org.scalelite.api.http.cache;

import org.jspecify.annotations.NullMarked;
