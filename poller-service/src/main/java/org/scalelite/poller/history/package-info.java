/** The history of meetings, and samples of the pool, written beside the polls. */
@NullMarked
package org.scalelite.poller.history;

import org.jspecify.annotations.NullMarked;
