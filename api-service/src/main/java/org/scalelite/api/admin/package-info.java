/** The JSON API by which operators' programs look after the pool. */
@NullMarked
package org.scalelite.api.admin;

import org.jspecify.annotations.NullMarked;
