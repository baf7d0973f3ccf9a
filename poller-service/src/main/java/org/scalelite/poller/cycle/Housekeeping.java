package org.scalelite.poller.cycle;

import jakarta.inject.Singleton;
import java.util.List;
import org.scalelite.common.registry.RegistryFault;
import org.scalelite.common.registry.RegistryRepair;
import org.scalelite.common.server.PollLeases;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Repairs the registry once an interval, in whichever poller claims it first: voice bridges and ids without a record, … */
@Singleton
record Housekeeping(PollLeases leases, RegistryRepair registry, PollerConfig config) {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    /** Repairs what is wrong, if no poller has in this interval. */
    void repairIfDue() {
        if (leases.claimHousekeeping(config.interval())) {
            repair();
        }
    }

    /** Repairs what is wrong; answers how much that was. */
    int repair() {
        List<RegistryFault> repaired = registry.repair(registry.serverAndMeetingFaults());
        repaired.forEach(fault -> LOG.warn("Registry: {}; repaired: {}", fault.what(), fault.cure()));
        return repaired.size();
    }
}
