/** What the pages of the web console show, as the templates in {@code src/main/jte} read it. */
@NullMarked
package org.scalelite.api.console.page;

import org.jspecify.annotations.NullMarked;
