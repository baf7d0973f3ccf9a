/** The bbb-webhooks of a simulated server (BBB API reference, section 7). */
@NullMarked
package org.scalelite.simulator.webhook;

import org.jspecify.annotations.NullMarked;
