import type { AutomaticSystem } from '#domain';
import type { Fault as OrderedFault } from '../../e2e/house/stand-in.js';
import { pickSystem } from './fault.js';
import type { Fault, FaultScene } from './fault.js';

const asSystem = ({ system }: FaultScene, target: string): AutomaticSystem => {
  const found = system.places.installed.find((name) => name === target);
  if (found === undefined) throw new Error(`${target} is not installed`);
  return found;
};

/** Orders the fault, and clears what is left of it in the end. */
async function ordered(scene: FaultScene, target: string, fault: OrderedFault, ms: number): Promise<void> {
  const standIn = scene.system.standIn(asSystem(scene, target));
  // The sandbox may just be dead, or standing still: then that was the fault.
  await standIn.fault(fault).catch(() => undefined);
  await scene.pause(ms);
  await standIn.clearFaults().catch(() => undefined);
}

const standInFault = (
  name: string,
  weight: number,
  order: (scene: FaultScene) => OrderedFault,
  longestMs = 3_000,
): Fault => ({
  name,
  weight,
  resource: 'stand-in',
  choose: pickSystem,
  run: (scene, target) => ordered(scene, target, order(scene), scene.random.whole(500, longestMs)),
});

const few = ({ random }: FaultScene): number => random.whole(1, 4);

export const STAND_IN_FAULTS: readonly Fault[] = [
  standInFault('down', 3, () => ({ mode: 'down' }), 5_000),
  standInFault('latency', 3, (scene) => ({
    mode: 'latency',
    value: scene.random.whole(300, 4_000),
    count: few(scene),
  })),
  standInFault('status-5xx', 4, (scene) => ({
    mode: 'status',
    value: scene.random.pick([500, 502, 503]),
    count: few(scene),
  })),
  standInFault('status-429', 2, (scene) => ({ mode: 'status', value: 429, count: few(scene) })),
  standInFault('status-4xx', 1, () => ({ mode: 'status', value: 422, count: 1 }), 800),
  standInFault('drop-before', 4, (scene) => ({ mode: 'drop-before', count: few(scene) })),
  standInFault('drop-after', 5, (scene) => ({ mode: 'drop-after', count: few(scene) })),
  standInFault('not-stored', 1, () => ({ mode: 'not-stored', count: 1 }), 800),
  standInFault('wrong-client', 1, () => ({ mode: 'wrong-client', count: 1 }), 800),
  standInFault('slow-token', 1, (scene) => ({
    mode: 'slow-token',
    value: scene.random.whole(500, 3_000),
    count: few(scene),
  })),
];
