/** Callbacks of a create, and analytics reports of BBB servers for front-ends. */
@NullMarked
package org.scalelite.api.callback;

import org.jspecify.annotations.NullMarked;
