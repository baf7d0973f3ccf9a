/** Upload of recording archives over HTTPS, instead of a shared volume. */
@NullMarked
package org.scalelite.api.upload;

import org.jspecify.annotations.NullMarked;
