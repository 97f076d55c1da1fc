import type { Organisation } from '../decision.js';
import type { System } from '../words.js';
import type { ContentPolicy } from './content-policy.js';

/** What planning needs to know of an endpoint: one installation of a record system. */
export interface RecordingEndpoint {
  readonly id: string;
  readonly system: System;
  readonly organisations: readonly ServedOrganisation[];
  readonly content: ContentPolicy;
  /** Kanta, where the Lifecare of the organisation archives there itself: nothing is written, only confirmed. */
  readonly archivedByLifecare?: boolean;
}

/** An organisation that an endpoint serves; any one of its identifiers is enough. */
export type ServedOrganisation = Readonly<Partial<Organisation>>;
