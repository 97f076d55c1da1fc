import { faultPoint } from '#observability';
import type { AttemptContext, LookUpOutcome, RecordSystemAdapter, WriteOutcome } from './adapter.js';
import { LeaseGuard, LeaseLost } from './lease.js';
import type { OpenedAttempt } from './open-attempt.js';
import type { Performed } from './performed.js';

export interface AttemptTimes {
  /** Monotonic ms at which the lease began. */
  readonly begunAtMs: number;
  readonly deadlineMs: number;
}

/**
 * Lets the adapter act, within the deadline; a write that was recorded is read back at once (ground rule 6).
 * Never throws: whatever an adapter throws is an outcome too.
 */
export async function performAttempt(
  { kind, order, attemptId }: OpenedAttempt,
  adapter: RecordSystemAdapter,
  times: AttemptTimes,
): Promise<Performed> {
  const guard = new LeaseGuard(times.begunAtMs, 3 * times.deadlineMs, times.deadlineMs);
  const ask = (): Promise<LookUpOutcome> =>
    withDeadline(times.deadlineMs, (signal) =>
      lookUpOrNotNow(adapter, order, { signal, attemptId, beforeFirstByte: guard.beforeFirstByte }),
    );
  if (kind !== 'write') return { lookUp: await ask() };
  const write = await withDeadline(times.deadlineMs, (signal) =>
    writeOrClassify(adapter, order, { signal, attemptId, beforeFirstByte: guard.beforeFirstByte }, guard),
  );
  faultPoint('attempt.before-read-back');
  const isThere = write.kind === 'recorded' || write.kind === 'already-recorded';
  return isThere ? { write, lookUp: await ask() } : { write };
}

async function writeOrClassify(
  adapter: RecordSystemAdapter,
  order: OpenedAttempt['order'],
  context: AttemptContext,
  guard: LeaseGuard,
): Promise<WriteOutcome> {
  try {
    return await adapter.write(order, context);
  } catch (failure) {
    if (failure instanceof LeaseLost) return { kind: 'not-now', sent: false, code: failure.code };
    // A defect of the adapter. Before the first byte the record cannot be made at all, and a person must see it;
    // after it nobody knows what the system did.
    return guard.writeBegun
      ? { kind: 'unknown', code: 'adapter-failed' }
      : { kind: 'rejected', reason: 'not-encodable', code: 'adapter-failed' };
  }
}

async function lookUpOrNotNow(
  adapter: RecordSystemAdapter,
  order: OpenedAttempt['order'],
  context: AttemptContext,
): Promise<LookUpOutcome> {
  try {
    return await adapter.lookUp(order, context);
  } catch {
    return { kind: 'not-now', code: 'adapter-failed' };
  }
}

async function withDeadline<T>(deadlineMs: number, act: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const timer = setTimeout(() => {
    controller.abort();
  }, deadlineMs);
  try {
    return await act(controller.signal);
  } finally {
    clearTimeout(timer);
  }
}
