import { readFile } from 'node:fs/promises';
import type { ChaosSystem } from '../system/chaos-system.js';
import type { Violation } from './violation.js';

const MOST_MEMORY_MB = 700;

/** What a run cost at its height. */
export interface Figures {
  memoryMb: number;
  connections: number;
}

/** Looks at memory and connections now; the highest are kept. */
export async function measure(system: ChaosSystem, figures: Figures): Promise<void> {
  for (const { pid, app } of system.services) {
    if (pid === undefined || app === 'sandbox') continue;
    figures.memoryMb = Math.max(figures.memoryMb, await residentMb(pid));
  }
  const toPostgres = system.linksLike(/>postgres$/).reduce((sum, { connections }) => sum + connections, 0);
  figures.connections = Math.max(figures.connections, toPostgres);
}

/** @returns 0 where it cannot be told */
async function residentMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${String(pid)}/status`, 'utf8').catch(() => '');
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
}

/** I9: within limits while it ran, and nothing left over once all is settled. */
export async function checkLimits(system: ChaosSystem, figures: Figures): Promise<Violation[]> {
  const violations: Violation[] = [];
  const add = (rule: string, told: string): void => {
    violations.push({ invariant: 'I9', rule, told });
  };
  if (figures.memoryMb > MOST_MEMORY_MB) add('memory', `a service had ${String(figures.memoryMb)} MB`);
  const [open] = await system.ledger.query<{ count: number }>(
    `select count(*)::int as count from attempt where ended_at is null and deadline_at < now() - interval '60 s'`,
  );
  if ((open?.count ?? 0) > 0) add('attempt-never-ended', `${String(open?.count)} attempts never ended`);
  const [wanted] = await system.ledger.query<{ count: number }>(
    `select count(*)::int as count from outbox o join task t on t.id = o.task
     where t.state in ('confirmed', 'attested', 'withheld', 'cancelled', 'superseded')`,
  );
  if ((wanted?.count ?? 0) > 0) {
    add('job-of-a-done-task', `${String(wanted?.count)} jobs are wanted of done tasks`);
  }
  return violations;
}
