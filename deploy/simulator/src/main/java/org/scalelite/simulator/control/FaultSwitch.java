package org.scalelite.simulator.control;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The faults that are on at one server (BBB API reference, section 11, item 6). */
public final class FaultSwitch {

    private final CopyOnWriteArrayList<Armed> armed = new CopyOnWriteArrayList<>();
    private final Queue<Runnable> held = new ConcurrentLinkedQueue<>();

    public void arm(Fault fault, @Nullable String call, boolean once) {
        armed.addFirst(new Armed(fault, call, once));
    }

    public void clear() {
        armed.clear();
        release();
    }

    /** Sends this when the faults are switched off. */
    public void hold(Runnable answer) {
        held.add(answer);
        if (armed.isEmpty()) {
            // They were switched off between the request and this call.
            release();
        }
    }

    private void release() {
        for (Runnable answer = held.poll(); answer != null; answer = held.poll()) {
            answer.run();
        }
    }

    /** The fault for a request of this call: the last one that was switched on wins. */
    @Nullable
    public Fault take(String call) {
        if (armed.isEmpty()) {
            return null;
        }
        for (Armed candidate : armed) {
            boolean matches = candidate.call == null || candidate.call.equals(call);
            // Two requests can meet here; only the one that removes the entry gets a fault that is meant for one.
            if (matches && (!candidate.once || armed.remove(candidate))) {
                return candidate.fault;
            }
        }
        return null;
    }

    public List<Fault> active() {
        return armed.stream().map(Armed::fault).toList();
    }

    private record Armed(Fault fault, @Nullable String call, boolean once) {}
}
