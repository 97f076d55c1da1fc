/**
 * The closed sets of words of the contract (`contract/README.md`, `contract/teams.md`).
 * One word per idea: these spellings are used in code, tables, logs and on screens.
 */

export const SYSTEMS = [
  'lifecare',
  'pegasos',
  'typ',
  'sofia-crm',
  'proconsona',
  'kanta',
  'kela',
  'ura',
  'other',
] as const;
export type System = (typeof SYSTEMS)[number];

/** Systems that an adapter writes to; the others are always done by hand. */
export const AUTOMATIC_SYSTEMS = [
  'lifecare',
  'pegasos',
  'typ',
  'sofia-crm',
  'proconsona',
  'kanta',
] as const satisfies readonly System[];
export type AutomaticSystem = (typeof AUTOMATIC_SYSTEMS)[number];

export const isAutomaticSystem = (system: System): system is AutomaticSystem =>
  (AUTOMATIC_SYSTEMS as readonly System[]).includes(system);

export const RECORDS = [
  'consent',
  'recommendation',
  'measures',
  'plan',
  'case-note',
  'contact-note',
  'visit',
  'statistics',
  'case-manager',
] as const;
export type RecordKind = (typeof RECORDS)[number];

export const OPERATIONS = ['create', 'replace', 'nullify'] as const;
export type Operation = (typeof OPERATIONS)[number];

export const CHANNELS = ['automatic', 'manual'] as const;
export type Channel = (typeof CHANNELS)[number];

export const OPEN_STATES = [
  'waiting',
  'queued',
  'recording',
  'retrying',
  'unknown',
  'unconfirmed',
  'awaiting-person',
  'needs-attention',
] as const;
export const FINAL_STATES = ['confirmed', 'attested', 'withheld', 'cancelled', 'superseded'] as const;
export const TASK_STATES = [...OPEN_STATES, ...FINAL_STATES] as const;
export type TaskState = (typeof TASK_STATES)[number];
export type FinalState = (typeof FINAL_STATES)[number];

export const isFinal = (state: TaskState): state is FinalState =>
  (FINAL_STATES as readonly TaskState[]).includes(state);

/** Settled: final, or a person has to act (`contract/README.md`, Task). */
export const isSettled = (state: TaskState): boolean =>
  isFinal(state) || state === 'awaiting-person' || state === 'needs-attention';

/** What a consent covers, and to which of them a record system belongs (`teams.md`, "What may go where"). */
export const SECTORS = ['health', 'social', 'employment', 'benefits', 'other'] as const;
export type Sector = (typeof SECTORS)[number];

export const CONTENT_DOMAINS = ['general', 'health', 'social', 'employment', 'benefits'] as const;
export type ContentDomain = (typeof CONTENT_DOMAINS)[number];

export const CONSENT_REASONS = [
  'consent-missing',
  'consent-withdrawn',
  'consent-expired',
  'consent-wrong-form',
  'consent-not-written',
  'consent-does-not-cover-health',
  'consent-does-not-cover-social',
  'consent-does-not-cover-employment',
  'consent-does-not-cover-benefits',
  'consent-does-not-cover-other',
] as const;
export type ConsentReason = (typeof CONSENT_REASONS)[number];

export const REASONS = [
  ...CONSENT_REASONS,
  'newer-version',
  'decision-cancelled',
  'nothing-to-nullify',
  'rejected-by-system',
  'not-encodable',
  'retries-exhausted',
  'read-back-differs',
  'outcome-unknown',
  'person-cannot-record',
  'closed-unrecorded',
] as const;
export type Reason = (typeof REASONS)[number];

/** How surely we know, lowest first. */
export const EVIDENCE_LEVELS = ['attested', 'accepted', 'found', 'verified'] as const;
export type EvidenceLevel = (typeof EVIDENCE_LEVELS)[number];

export const ROLES = [
  'physician',
  'nurse',
  'public-health-nurse',
  'mental-health-nurse',
  'practical-nurse',
  'social-worker',
  'social-counsellor',
  'employment-specialist',
  'te-specialist',
  'kela-specialist',
  'career-counsellor',
  'job-coach',
  'work-ability-coordinator',
  'rehabilitative-work-instructor',
  'project-worker',
  'occupational-health-professional',
  'pension-insurer-specialist',
  'relative-or-support-person',
  'other',
] as const;
export type Role = (typeof ROLES)[number];

export const FUNCTIONS = ['chair', 'secretary', 'convener', 'presenter'] as const;
export type ParticipantFunction = (typeof FUNCTIONS)[number];

export const HANDLINGS = [
  'meeting',
  'joint-reception',
  'paper-consultation',
  'anonymous-consultation',
] as const;
export type Handling = (typeof HANDLINGS)[number];

export const CONSENT_FORMS = ['work-ability-team', 'employment-services', 'team-privacy-form'] as const;
export type ConsentForm = (typeof CONSENT_FORMS)[number];

export const CONSENT_METHODS = ['written', 'electronic', 'oral'] as const;
export type ConsentMethod = (typeof CONSENT_METHODS)[number];

export const FOLLOW_UP_REASONS = [
  'rehabilitation-support-ends',
  'statement-arrives',
  'service-ends',
  'client-meeting',
  'agreed-check',
  'other',
] as const;
export type FollowUpReason = (typeof FOLLOW_UP_REASONS)[number];

export const LANGUAGES = ['fi', 'sv', 'en', 'se'] as const;
export type Language = (typeof LANGUAGES)[number];

export const MEDICAL_STATEMENTS = ['A', 'B', 'C', 'E'] as const;
export type MedicalStatement = (typeof MEDICAL_STATEMENTS)[number];
