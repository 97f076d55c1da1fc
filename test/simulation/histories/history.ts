import type { Draft } from './draft.js';
import type { Condition, ReadFault, WriteFault } from '../world/record-system.js';

export const ACTS = [
  'recorded',
  'cannot-record',
  'undo',
  'hand-over',
  'take-over',
  'give-back',
  'retry',
  'close',
] as const;
export type ActName = (typeof ACTS)[number];

export type Stage = 'begun' | 'written' | 'settled';

/** One thing that happens. Numbers are places in lists that the world has by then. */
export type Step =
  | { readonly do: 'version'; readonly of: number; readonly changes: Partial<Draft> }
  | { readonly do: 'cancel'; readonly of: number }
  | {
      readonly do: 'withdraw';
      readonly of: number;
      /** A bit a sector; 0: the whole consent. */
      readonly sectors: number;
    }
  | { readonly do: 'case-manager'; readonly of: number; readonly person: number }
  | { readonly do: 'other-practice' }
  | { readonly do: 'install'; readonly endpoint: string }
  | {
      readonly do: 'work';
      readonly job: number;
      readonly write: WriteFault;
      readonly read: ReadFault;
      readonly until: Stage;
    }
  | { readonly do: 'go-on'; readonly attempt: number; readonly write: WriteFault; readonly read: ReadFault }
  | { readonly do: 'die'; readonly attempt: number }
  | { readonly do: 'job-again'; readonly job: number }
  | { readonly do: 'run-all' }
  | { readonly do: 'reconcile' }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'act'; readonly task: number; readonly act: ActName }
  | { readonly do: 'turn'; readonly endpoint: string; readonly to: Condition };

/** A whole run, from nothing but this: played twice, it goes the same way. */
export interface History {
  /** Numbers of practices (teams.ts): the one in force, and the one that it may change to. */
  readonly practices: readonly [number, number];
  /** What chance throws: the jitter of retries. */
  readonly seed: number;
  /** How many decisions of the client. */
  readonly decisions: number;
  /** Endpoints that cannot be asked. */
  readonly unsearchable: readonly string[];
  /** Those that do not check whether a key is free, nor what they replace. */
  readonly unconditional: readonly string[];
  /** Those that no adapter serves at first. */
  readonly notInstalled: readonly string[];
  readonly first: Draft;
  readonly steps: readonly Step[];
}
