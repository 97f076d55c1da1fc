import type { Principal } from '#security';
import type { SystemView } from './system-view.js';

export type SystemAct = 'pause' | 'resume';

/** What administrators do to an endpoint. */
export interface SystemActs {
  /** Whether it is an endpoint that an adapter may serve. */
  isKnown(endpoint: string): boolean;
  /**
   * @returns the endpoint's state after it
   * @throws Problem
   */
  act(act: SystemAct, endpoint: string, reason: string, caller: Principal): Promise<SystemView>;
}
