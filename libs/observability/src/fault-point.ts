/**
 * Places where a process can be told to die, or to stop, on its way: the chaos rig visits each of them
 * (docs/how-to/run-the-chaos-rig.md). Nothing happens at any of them unless `KUITTAUS_FAULT_POINT` names one.
 */
export const FAULT_POINTS = [
  'intake.uncommitted',
  'intake.committed',
  'relay.claimed',
  'relay.enqueued',
  'job.taken',
  'job.run',
  'attempt.before-open',
  'attempt.open-uncommitted',
  'attempt.opened',
  'attempt.first-byte',
  'attempt.before-read-back',
  'attempt.performed',
  'attempt.settle-uncommitted',
  'attempt.settled',
  'reconcile.rewanted',
  'reconcile.lease-uncommitted',
] as const;

export type FaultPoint = (typeof FAULT_POINTS)[number];

/** The fault point is none of ours. */
export class UnknownFaultPoint extends Error {
  readonly code = 'unknown-fault-point';
  constructor() {
    super(`KUITTAUS_FAULT_POINT must name one of ${FAULT_POINTS.join(', ')}`);
    this.name = 'UnknownFaultPoint';
  }
}

interface ArmedPoint {
  readonly name: FaultPoint;
  /** Visits until it strikes. */
  left: number;
  readonly signal: 'SIGKILL' | 'SIGSTOP';
}

let armed: ArmedPoint | undefined;

/**
 * @param setting `name`, `name:visit` or `name:visit:stop`; undefined disarms
 * @throws {UnknownFaultPoint}
 */
export function armFaultPoint(setting: string | undefined): void {
  armed = setting === undefined ? undefined : parseSetting(setting);
}

/** Dies here, or stops until SIGCONT, when this is the armed point and it is visited for the chosen time. */
export function faultPoint(name: FaultPoint): void {
  if (armed?.name !== name) return;
  armed.left -= 1;
  if (armed.left !== 0) return;
  process.stderr.write(`fault point ${name}\n`);
  process.kill(process.pid, armed.signal);
}

function parseSetting(setting: string): ArmedPoint {
  const [wished, visit = '1', action] = setting.split(':');
  const name = FAULT_POINTS.find((candidate) => candidate === wished);
  if (name === undefined) throw new UnknownFaultPoint();
  return { name, left: Number(visit), signal: action === 'stop' ? 'SIGSTOP' : 'SIGKILL' };
}
