import type { LinkMode, TcpProxy } from '../system/tcp-proxy.js';
import type { Fault, FaultScene } from './fault.js';

const anyLink = ({ system, random }: FaultScene): string => random.pick(system.links).name;
const linkToPostgres = ({ system, random }: FaultScene): string =>
  random.pick(system.linksLike(/>postgres$/)).name;

function linkOf({ system }: FaultScene, name: string): TcpProxy {
  const link = system.links.find((candidate) => candidate.name === name);
  if (link === undefined) throw new Error(`there is no link ${name}`);
  return link;
}

async function during(scene: FaultScene, name: string, mode: LinkMode, ms: number): Promise<void> {
  const link = linkOf(scene, name);
  link.set(mode);
  try {
    await scene.pause(ms);
  } finally {
    link.set({ kind: 'pass' });
  }
}

const timed = (kind: 'cut' | 'hang', weight: number, longestMs: number): Fault => ({
  name: `link-${kind}`,
  weight,
  resource: 'link',
  choose: anyLink,
  run: (scene, target) => during(scene, target, { kind }, scene.random.whole(200, longestMs)),
});

export const LINK_FAULTS: readonly Fault[] = [
  timed('cut', 4, 3_000),
  timed('hang', 3, 5_000),
  {
    name: 'link-reset',
    weight: 4,
    resource: 'link',
    choose: anyLink,
    run: async (scene, target) => {
      linkOf(scene, target).reset();
    },
  },
  {
    name: 'link-half-open',
    weight: 2,
    resource: 'link',
    choose: anyLink,
    run: async (scene, target) => {
      linkOf(scene, target).set({ kind: 'half-open' });
      linkOf(scene, target).set({ kind: 'pass' });
    },
  },
  {
    name: 'link-delay',
    weight: 3,
    resource: 'link',
    choose: anyLink,
    run: (scene, target) =>
      during(
        scene,
        target,
        { kind: 'delay', ms: scene.random.whole(20, 400) },
        scene.random.whole(1_000, 4_000),
      ),
  },
  {
    name: 'link-throttle',
    weight: 2,
    resource: 'link',
    choose: anyLink,
    run: (scene, target) =>
      during(scene, target, { kind: 'throttle', bytesPerSecond: scene.random.whole(4_000, 40_000) }, 2_000),
  },
  {
    name: 'lost-commit-answer',
    weight: 5,
    resource: 'link',
    choose: linkToPostgres,
    run: (scene, target) =>
      during(scene, target, { kind: 'lose-commit-answer', left: scene.random.whole(1, 3) }, 1_500),
  },
  {
    name: 'lost-commit',
    weight: 3,
    resource: 'link',
    choose: linkToPostgres,
    run: (scene, target) =>
      during(scene, target, { kind: 'lose-commit', left: scene.random.whole(1, 3) }, 1_500),
  },
];
