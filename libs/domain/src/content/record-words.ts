import type {
  ConsentForm,
  ConsentMethod,
  Handling,
  MedicalStatement,
  RecordKind,
  Role,
  Sector,
} from '../words.js';

/** The texts of a record in one language: headings, labels and the closed sets of words. */
export interface RecordWords {
  readonly titles: Readonly<Record<RecordKind, string>>;
  readonly handlings: Readonly<Record<Handling, string>>;
  readonly consentForms: Readonly<Record<ConsentForm, string>>;
  readonly consentMethods: Readonly<Record<ConsentMethod, string>>;
  readonly sectors: Readonly<Record<Sector, string>>;
  readonly roles: Readonly<Record<Role, string>>;
  readonly labels: Readonly<Record<RecordLabel, string>>;
  /** Between a day and a time of day. */
  readonly clock: string;
  /** @param day as people write it */
  readonly until: (day: string) => string;
  readonly statement: (kind: MedicalStatement) => string;
}

export const RECORD_LABELS = [
  'handled',
  'caseManager',
  'visitStarted',
  'visitText',
  'handling',
  'name',
  'role',
  'organisation',
  'phone',
  'consentId',
  'givenOn',
  'validUntil',
  'form',
  'method',
  'withdrawnAt',
  'mayBeTold',
  'nobody',
  'reviewOn',
  'workAbilityStatement',
  'summary',
  'goals',
  'services',
  'suggestion',
  'neededStatement',
  'measures',
  'responsible',
  'dueOn',
] as const;
export type RecordLabel = (typeof RECORD_LABELS)[number];
