/** The JSON API for programs of operators. */
@NullMarked
package org.scalelite.api.admin;

import org.jspecify.annotations.NullMarked;
