package org.scalelite.common.database;

import org.scalelite.common.database.DatabaseAccess.Work;

/** Where connections come from, and who ends transactions. */
interface Connections {

    /** With a connection, that of the transaction under way if there is one. */
    <T> T read(Work<T> work);

    /** In a transaction, which a failure rolls back. */
    <T> T change(Work<T> work);

    /** No connection that is open now serves again; false if that cannot be done. */
    boolean renew();
}
