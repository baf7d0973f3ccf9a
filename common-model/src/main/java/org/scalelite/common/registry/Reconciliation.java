package org.scalelite.common.registry;

import java.util.Optional;
import java.util.function.Function;
import org.scalelite.common.registry.LiveRegistry.Look;
import org.scalelite.common.registry.RegistrySnapshotRepository.Change;
import org.scalelite.common.registry.RegistrySnapshotRepository.Kept;

/**
 * Decides between Redis and the snapshot: Redis is right, unless it has lost everything.
 *
 * @param look what was seen of Redis before; whether that still holds is for the scripts to say
 */
record Reconciliation(LiveRegistry live, Look look) implements Function<Optional<Kept>, Change> {

    @Override
    public Change apply(Optional<Kept> snapshot) {
        Optional<Kept> filled = snapshot.filter(kept -> !kept.content().isEmpty());
        return filled.filter(_ -> look.isLost())
                .flatMap(this::restored)
                .or(() -> live.copy(filled.isPresent()).map(copy -> change(filled, snapshot, copy)))
                .orElseGet(() -> filled.isPresent() ? new Change.LostMeanwhile() : new Change.Nothing());
    }

    private Optional<Change> restored(Kept kept) {
        return live.restore(kept.generationId(), kept.content())
                .map(counts -> new Change.Restored(counts, kept.savedAt()));
    }

    private static Change change(Optional<Kept> filled, Optional<Kept> snapshot, LiveRegistry.Copy copy) {
        boolean sameGeneration = snapshot.map(Kept::generationId).equals(Optional.of(copy.generationId()));
        boolean sameContent = snapshot.map(Kept::content).equals(Optional.of(copy.content()));
        // All of them removed one by one, or a key deleted by mistake: with their secrets they are worth keeping a
        // while.
        boolean emptied = copy.content().servers().isEmpty();
        return sameGeneration && sameContent
                ? new Change.Confirmed()
                : new Change.Replaced(copy, filled.isPresent() && !sameContent && (!sameGeneration || emptied));
    }
}
