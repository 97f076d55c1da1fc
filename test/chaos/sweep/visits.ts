import type { FaultPoint } from '#observability';
import type { Stage } from '../scenario/stage.js';

/** Whose process passes the point. */
const APP_OF: Readonly<Record<FaultPoint, 'gateway' | 'dispatcher' | 'lifecare'>> = {
  'intake.uncommitted': 'gateway',
  'intake.committed': 'gateway',
  'relay.claimed': 'dispatcher',
  'relay.enqueued': 'dispatcher',
  'job.taken': 'lifecare',
  'job.run': 'lifecare',
  'attempt.before-open': 'lifecare',
  'attempt.open-uncommitted': 'lifecare',
  'attempt.opened': 'lifecare',
  'attempt.first-byte': 'lifecare',
  'attempt.before-read-back': 'lifecare',
  'attempt.performed': 'lifecare',
  'attempt.settle-uncommitted': 'lifecare',
  'attempt.settled': 'lifecare',
  'reconcile.rewanted': 'dispatcher',
  'reconcile.lease-uncommitted': 'dispatcher',
};

const DECISIONS = 4;

/** Lets a process die at the point, in the middle of some decisions. @returns once it is dead */
export async function visit(stage: Stage, point: FaultPoint): Promise<void> {
  const service = stage.system.service(`${APP_OF[point]}-1`);
  await service.kill({ KUITTAUS_FAULT_POINT: point });
  const before = service.deaths;
  if (service.app !== 'dispatcher') await service.whenReady();
  const bringing = bringAbout(stage, point);
  await stage.untilDead(service, before);
  await bringing;
}

async function bringAbout(stage: Stage, point: FaultPoint): Promise<void> {
  if (point === 'reconcile.rewanted') await stage.system.engines.redis.flushAll();
  if (point === 'reconcile.lease-uncommitted') return loseLease(stage);
  await stage.decideMany(DECISIONS);
}

/** An adapter dies with a write under way; its lease runs out. */
async function loseLease(stage: Stage): Promise<void> {
  await stage.fault('lifecare', { mode: 'latency', value: 5_000 });
  const decision = await stage.decide();
  await stage.untilInJournal('lifecare', decision);
  await stage.system.service('lifecare-1').kill();
  await stage.clearFaults();
}
