import { setTimeout as pause } from 'node:timers/promises';
import { readFile } from 'node:fs/promises';
import type { FaultPoint } from '#observability';
import { waitUntil } from '../../e2e/house/wait-until.js';
import type { Stage } from '../scenario/stage.js';

/** The lease, and time for somebody else to take over and to ask twice. */
const LEASES = 3.6;

/** Stops an adapter at the point for longer than its lease, with another one beside it. @returns once it goes on */
export async function freezeAt(stage: Stage, point: FaultPoint): Promise<void> {
  const { system } = stage;
  const [first, second] = system.replicas('lifecare');
  if (first === undefined || second === undefined) throw new Error('two adapters are needed');
  // The other one comes once the first has its job: who takes it is then no matter of chance.
  await second.takeDown();
  await first.kill({ KUITTAUS_FAULT_POINT: `${point}:1:stop` });
  await first.whenReady();
  await stage.decide();
  await waitUntil(
    `${first.name} stands still`,
    () => stateOf(first.pid),
    (state) => state === 'T',
    { everyMs: 20 },
  );
  await second.start();
  await pause(LEASES * system.patience.deadlineMs);
  first.thaw();
}

/** The process's state as Linux tells it: T is stopped. */
async function stateOf(pid: number | undefined): Promise<string> {
  const stat = await readFile(`/proc/${String(pid)}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[0] ?? '';
}
