import type { AutomaticSystem } from '#domain';
import type { Random } from '../random.js';
import type { ChaosSystem } from '../system/chaos-system.js';

/** What a fault is done to, and with which chance. */
export interface FaultScene {
  readonly system: ChaosSystem;
  readonly random: Random;
  /** Ends with the faults: a fault that waits gets on with its end. */
  pause(ms: number): Promise<void>;
}

/** One kind of fault: does it, and takes it back before it is over. */
export interface Fault {
  readonly name: string;
  /** How often it is chosen, beside the others. */
  readonly weight: number;
  /** Faults of one resource are never done at the same time. */
  readonly resource: 'redis' | 'postgres' | 'service' | 'link' | 'stand-in' | 'jobs';
  /** Not before this was looked at: some need what not every machine gives. */
  readonly isPossible?: (system: ChaosSystem) => boolean;
  /** @returns what it was done to */
  readonly choose: (scene: FaultScene) => string;
  readonly run: (scene: FaultScene, target: string) => Promise<void>;
}

export const pickSystem = ({ system, random }: FaultScene): AutomaticSystem =>
  random.pick(system.places.installed);
