/** A replace or nullify came without the version it is for: a defect of the caller, nothing was sent. */
export class MissingPreviousVersion extends Error {
  readonly code = 'previous-version-missing';

  constructor(readonly taskId: string) {
    super(`Task ${taskId} replaces or nullifies, and no previous version is given`);
    this.name = 'MissingPreviousVersion';
  }
}
