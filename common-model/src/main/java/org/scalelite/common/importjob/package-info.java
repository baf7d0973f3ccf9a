/** Archives that are being imported, wait or have failed, for operators. */
@NullMarked
package org.scalelite.common.importjob;

import org.jspecify.annotations.NullMarked;
