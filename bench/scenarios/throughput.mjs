// Decisions of four records each, over many connections, until all are read back. The figures are those of
// bench/baseline/run.mjs: CPU time per task by process is the steady one, wall time depends on the machine.
import { cpuSeconds } from '../system/cpu.mjs';
import { at, rounded, scaled, tell } from '../system/figures.mjs';
import { withSystem } from '../system/system.mjs';

const WARM = scaled(100, 20);

await withSystem(async (system) => {
  const count = scaled(1_000, 50);
  await system.sender.burst(WARM, 'warm');
  await system.settled("decision_id like 'warm-%'");
  const before = cpuSeconds();
  const begun = performance.now();
  const latencies = await system.sender.burst(count, 'run');
  const taken = performance.now();
  const { confirmed: tasks } = await system.settled("decision_id like 'run-%'", 600_000);
  const done = performance.now();
  const after = cpuSeconds();
  tell({
    decisions: count,
    tasks,
    intakePerS: Math.round((count / (taken - begun)) * 1000),
    putOff: system.sender.putOff,
    p50ms: rounded(at(latencies, 0.5), 1),
    p99ms: rounded(at(latencies, 0.99), 1),
    confirmedTasksPerS: Math.round((tasks / (done - begun)) * 1000),
    cpuMicrosPerTask: Object.fromEntries(
      Object.keys(after).map((name) => [
        name,
        Math.round(((after[name] - (before[name] ?? 0)) * 1e6) / tasks),
      ]),
    ),
  });
});
