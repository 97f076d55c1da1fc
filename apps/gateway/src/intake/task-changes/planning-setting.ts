import type { Practice, RecordingEndpoint, Sector } from '#domain';
import type { BlindIndex } from '#security';

/** What planning needs besides the decision: all of it configuration, but the clock. */
export interface PlanningSetting {
  readonly practice: Practice;
  readonly endpoints: readonly RecordingEndpoint[];
  readonly isInstalled: (endpoint: string) => boolean;
  readonly index: BlindIndex;
  readonly now: Date;
}

export const sectorOf =
  ({ endpoints }: Pick<PlanningSetting, 'endpoints'>) =>
  (endpoint: string): Sector | undefined =>
    endpoints.find(({ id }) => id === endpoint)?.content.sector;

export const isCopied =
  ({ endpoints }: Pick<PlanningSetting, 'endpoints'>) =>
  (endpoint: string): boolean =>
    endpoints.find(({ id }) => id === endpoint)?.archivedByLifecare === true;
