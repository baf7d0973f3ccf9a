/** The description of the admin API, and a page to read and try it. */
@NullMarked
package org.scalelite.api.admin.docs;

import org.jspecify.annotations.NullMarked;
