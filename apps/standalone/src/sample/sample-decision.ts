import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { isSettled } from '#domain';
import { TaskProgress, nameOf, tasksHeld } from './task-progress.js';
import { DecisionShown, SystemsShown } from './task-views.js';
import type { TaskShown } from './task-views.js';

export interface SampleOptions {
  readonly gateway: string;
  readonly teamApp: string;
  /** A system administrator's. */
  readonly token: string;
  readonly say: (message: string) => void;
  readonly signal: AbortSignal;
}

const SAMPLE = 'kaarina-typ-client';
const DECISION = 'KAA-2026-0142';
const DECISION_PATH = `/v1/decisions/kaarina/${DECISION}`;
const SETTLED_WITHIN_MS = 90_000;
const POLL_MS = 100;

const SampleAnswer = z.object({ status: z.int(), body: z.unknown() });
const Problem = z.object({ code: z.string() });

/**
 * Sends the sample decision when the ledger does not have it, and tells each task's way until all are settled.
 * Whatever goes wrong here is told, and stops nothing: the services run.
 */
export async function showSample(options: SampleOptions): Promise<void> {
  const { say } = options;
  const known = await ask(options, DECISION_PATH, DecisionShown);
  if (known) {
    say(`Sample decision ${DECISION} is in the ledger from an earlier start`);
    if (known.tasks.every(({ state }) => isSettled(state))) return;
  } else {
    const refusal = await send(options);
    if (refusal !== undefined) {
      say(`The sample decision was not taken: ${refusal}`);
      return;
    }
    say(`Sample decision ${DECISION} sent by signed webhook, answered 202; its recording tasks:`);
  }
  await follow(options);
}

/** @returns why it was not taken, undefined when it was */
async function send({ teamApp, signal }: SampleOptions): Promise<string | undefined> {
  const response = await fetch(`${teamApp}/samples/${SAMPLE}`, { method: 'POST', signal });
  const answer = SampleAnswer.safeParse(await response.json().catch(() => undefined));
  if (!answer.success) return `the sample team application answered ${response.status}`;
  const { status, body } = answer.data;
  if (status === 202) return undefined;
  const problem = Problem.safeParse(body);
  return `the gateway answered ${status}${problem.success ? ` ${problem.data.code}` : ''}`;
}

async function follow(options: SampleOptions): Promise<void> {
  const { say, signal } = options;
  const progress = new TaskProgress();
  const until = Date.now() + SETTLED_WITHIN_MS;
  let open: TaskShown[] = [];
  while (Date.now() < until) {
    const [decision, systems] = await Promise.all([
      ask(options, DECISION_PATH, DecisionShown),
      ask(options, '/v1/systems', SystemsShown),
    ]);
    if (decision && systems) {
      progress.linesFor(decision.tasks).forEach((line) => say(`  ${line}`));
      const held = tasksHeld(decision.tasks, installedOf(systems));
      open = decision.tasks.filter((task) => !isSettled(task.state) && !held.includes(task));
      if (open.length === 0) {
        tellEnd(decision.tasks, held, say);
        return;
      }
    }
    await delay(POLL_MS, undefined, { signal });
  }
  const names =
    open.map((task) => `${nameOf(task)} is ${task.state}`).join(', ') || 'the gateway does not tell';
  say(
    `Not settled after ${SETTLED_WITHIN_MS / 1000} s: ${names}. It goes on; GET /v1/systems says which endpoint is in trouble.`,
  );
}

const installedOf = ({ items }: z.infer<typeof SystemsShown>): Set<string> =>
  new Set(items.filter(({ installed }) => installed).map(({ endpoint }) => endpoint));

function tellEnd(tasks: readonly TaskShown[], held: readonly TaskShown[], say: SampleOptions['say']): void {
  if (held.length > 0) say(`Queued until their adapters are installed: ${held.map(nameOf).join(', ')}`);
  const confirmed = tasks.filter(({ state }) => state === 'confirmed').length;
  say(`Settled: ${confirmed} of ${tasks.length} tasks confirmed by reading them back`);
}

/** @returns undefined when there is no such thing, or no answer of that shape just now */
async function ask<T>(
  { gateway, token, signal }: SampleOptions,
  path: string,
  shape: z.ZodType<T>,
): Promise<T | undefined> {
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(`${gateway}${path}`, { headers, signal }).catch(() => undefined);
  signal.throwIfAborted();
  if (!response?.ok) {
    await response?.arrayBuffer();
    return undefined;
  }
  return shape.safeParse(await response.json().catch(() => undefined)).data;
}
