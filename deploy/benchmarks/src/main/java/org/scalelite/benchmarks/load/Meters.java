package org.scalelite.benchmarks.load;

import java.util.List;
import java.util.stream.LongStream;
import org.scalelite.benchmarks.suite.ServiceProcess;
import org.scalelite.benchmarks.suite.Suite.Service;

/**
 * Processor time that the parts of a run have used so far, in microseconds.
 *
 * @param service that is measured
 * @param bbb all simulated servers
 * @param own the load generator, and the rest of this process
 * @param run all processes of the run together
 * @param machine everything that runs on the machine
 */
record Meters(long service, long redis, long bbb, long own, long run, long machine) {

    static Meters read(Service service, List<ServiceProcess> simulators) {
        ProcessHandle self = ProcessHandle.current();
        List<ProcessHandle> all = self.descendants().toList();
        long redis = sum(all.stream().filter(Meters::isRedis).mapToLong(ProcessHandle::pid));
        long own = ProcessFigures.cpuMicros(self.pid());
        return new Meters(
                service.process().cpuMicros(),
                redis,
                simulators.stream().mapToLong(ServiceProcess::cpuMicros).sum(),
                own,
                own + sum(all.stream().mapToLong(ProcessHandle::pid)),
                ProcessFigures.busyMicros());
    }

    private static boolean isRedis(ProcessHandle process) {
        return process.info()
                .command()
                .filter(command -> command.contains("redis"))
                .isPresent();
    }

    private static long sum(LongStream processes) {
        return processes.map(ProcessFigures::cpuMicros).sum();
    }

    /** What has been used since an earlier reading. */
    Meters since(Meters earlier) {
        return new Meters(
                service - earlier.service,
                redis - earlier.redis,
                bbb - earlier.bbb,
                own - earlier.own,
                run - earlier.run,
                machine - earlier.machine);
    }

    /** Used by programs that have nothing to do with the run. */
    long foreign() {
        return Math.max(0, machine - run);
    }
}
