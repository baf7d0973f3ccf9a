/** What operators read and do, for every interface that they use: each change is in the audit log in their name. */
@NullMarked
package org.scalelite.api.operator;

import org.jspecify.annotations.NullMarked;
