import type { Invariant } from '../check/violation.js';
import type { SceneName } from './scenes.js';

/** One change of a built file; the text must be there exactly once. */
export interface Patch {
  /** From the root of the build: `libs/domain/src/task-state/settle-write.js`. */
  readonly file: string;
  readonly search: string;
  readonly replace: string;
}

/** A bug that somebody could have written. It is planted into a copy of the build, and the checker must find it. */
export interface PlantedBug {
  readonly name: string;
  /** The rule that it breaks, in words. */
  readonly breaks: string;
  readonly patches: readonly Patch[];
  /** In which scene it shows. */
  readonly scene: SceneName;
  /** Any of these must be found broken. */
  readonly foundAs: readonly Invariant[];
}
