/** Archives of recordings that BBB servers send over HTTPS instead of over a shared volume. */
@NullMarked
package org.scalelite.api.upload;

import org.jspecify.annotations.NullMarked;
