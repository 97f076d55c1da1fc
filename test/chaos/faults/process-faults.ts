import type { Fault, FaultScene } from './fault.js';

const serviceNames = ({ system, random }: FaultScene): string => random.pick(system.services).name;

const adapterNames = ({ system, random }: FaultScene): string =>
  random.pick(system.services.filter(({ app }) => system.places.installed.some((name) => name === app))).name;

/** Longer than a lease: three deadlines. */
const PAST_THE_LEASE = 3.3;

export const PROCESS_FAULTS: readonly Fault[] = [
  {
    name: 'kill',
    weight: 8,
    resource: 'service',
    choose: serviceNames,
    run: async ({ system }, target) => {
      await system.service(target).kill();
    },
  },
  {
    name: 'kill-and-stay-down',
    weight: 2,
    resource: 'service',
    choose: serviceNames,
    run: async (scene, target) => {
      const service = scene.system.service(target);
      await service.takeDown();
      await scene.pause(scene.random.whole(500, 4_000));
      await service.start();
    },
  },
  {
    name: 'stop-past-the-lease',
    weight: 3,
    resource: 'service',
    choose: adapterNames,
    run: (scene, target) => freeze(scene, target, PAST_THE_LEASE * scene.system.patience.deadlineMs),
  },
  {
    name: 'stop',
    weight: 3,
    resource: 'service',
    choose: serviceNames,
    run: (scene, target) => freeze(scene, target, scene.random.whole(200, 4_000)),
  },
];

async function freeze({ system, pause }: FaultScene, target: string, ms: number): Promise<void> {
  const service = system.service(target);
  service.freeze();
  try {
    await pause(ms);
  } finally {
    service.thaw();
  }
}
