import type { ResourceType } from '../resources/resource-types.js';
import type { Issue, RefusalCode } from './refusals.js';

/** A reference by address that a resource holds, to be followed once the Bundle is known. */
export interface FoundReference {
  readonly path: string;
  readonly target: string;
  readonly allowed: readonly ResourceType[];
}

/** What looking through a resource gave: faults, and the references to follow. */
export class Findings {
  readonly issues: Issue[] = [];
  readonly references: FoundReference[] = [];

  add(code: RefusalCode, path: string): void {
    this.issues.push({ code, path });
  }
}
