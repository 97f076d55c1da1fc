/** A replace or nullify came without the version it replaces, or with one that is none of TYP: a defect of ours. */
export class UnusablePreviousVersion extends Error {
  readonly code = 'typ-previous-version-unusable';

  constructor(taskId: string) {
    super(`Task ${taskId} does not say which version of TYP it replaces`);
    this.name = 'UnusablePreviousVersion';
  }
}
