import type { DeliveryPolicy, Surroundings } from './tracked-task.js';
import { later } from './tracked-task.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** design.md, section 4: 5 s, 30 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h, then daily. */
export const RETRY_DELAYS_MS: readonly number[] = [
  5 * SECOND,
  30 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];

/** Retries end at day 14; then a person decides. */
export const RETRY_FOR_MS = 14 * 24 * HOUR;

/** A system that gave no connection is tried again soon: it costs the task nothing (design.md, section 4). */
const NOT_SENT_DELAYS_MS: readonly number[] = [1, 2, 4, 8, 15, 30, 60].map((seconds) => seconds * SECOND);

/** @returns when to try again after a temporary failure: full jitter, but never before the system's own wish */
export function retryAt(
  failures: number,
  policy: DeliveryPolicy,
  { now, random }: Surroundings,
  retryAfterMs = 0,
): Date {
  return later(now, Math.max(retryAfterMs, jittered(failures, policy.retryDelaysMs, random)));
}

/** @returns when to try again after a failure in which nothing was sent */
export function retryUnsentAt(failures: number, { now, random }: Surroundings, retryAfterMs = 0): Date {
  return later(now, Math.max(retryAfterMs, jittered(failures, NOT_SENT_DELAYS_MS, random)));
}

function jittered(failures: number, delays: readonly number[], random: () => number): number {
  const longest = delays[Math.min(failures, delays.length - 1)] ?? 0;
  return Math.round(longest * random());
}
