/** Recordings of all tenants. */
@NullMarked
package org.scalelite.api.admin.recording;

import org.jspecify.annotations.NullMarked;
