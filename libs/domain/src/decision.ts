import type {
  AutomaticSystem,
  ConsentForm,
  ConsentMethod,
  ContentDomain,
  FollowUpReason,
  Handling,
  Language,
  MedicalStatement,
  ParticipantFunction,
  Role,
  Sector,
} from './words.js';

/**
 * A decision of a team as the team application sends it
 * (`contract/decision-event.schema.json`, `$defs/Decision`). Dates are `YYYY-MM-DD`, times RFC 3339.
 */
export interface Decision {
  readonly team: string;
  readonly decisionId: string;
  readonly version: number;
  readonly correctionReason?: string;
  readonly handling: Handling;
  readonly handledOn: string;
  readonly decidedAt: string;
  readonly client?: Client;
  readonly consent?: Consent;
  readonly participants: readonly Participant[];
  readonly caseManager?: string;
  readonly referrer?: string;
  readonly summary: string;
  readonly recommendations?: readonly Recommendation[];
  readonly measures?: readonly Measure[];
  readonly plan?: Plan;
  readonly visit?: Visit;
  readonly followUp?: FollowUp;
  readonly clientPresent?: boolean;
  readonly continues?: string;
}

export interface Client {
  readonly personalIdentityCode?: string;
  readonly temporaryId?: TemporaryId;
  readonly givenName: string;
  readonly familyName: string;
  readonly homeMunicipality?: string;
  readonly language?: Language;
  readonly typClient: boolean;
  readonly nonDisclosure?: boolean;
}

export interface TemporaryId {
  /** OID */
  readonly system: string;
  readonly value: string;
}

export interface Consent {
  readonly id: string;
  readonly givenOn: string;
  readonly validUntil?: string;
  readonly form: ConsentForm;
  readonly method: ConsentMethod;
  readonly covers: readonly Sector[];
}

export interface Participant {
  readonly id: string;
  readonly role: Role;
  readonly name: string;
  readonly organisation: Organisation;
  readonly professionalId?: ProfessionalId;
  readonly email?: string;
  readonly rights?: readonly AutomaticSystem[];
  readonly functions?: readonly ParticipantFunction[];
  /** Absent means true. */
  readonly attended?: boolean;
  readonly phone?: string;
}

export interface Organisation {
  readonly name: string;
  readonly businessId?: string;
  readonly oid?: string;
}

export interface ProfessionalId {
  readonly system: '1.2.246.537.25' | '1.2.246.537.26' | '1.2.246.537.29';
  readonly value: string;
}

export interface Recommendation {
  readonly id: string;
  readonly domain: ContentDomain;
  readonly service: string;
  readonly text: string;
  readonly statement?: MedicalStatement;
}

export interface Measure {
  readonly id: string;
  readonly domain: ContentDomain;
  readonly text: string;
  readonly responsible: string;
  readonly dueOn?: string;
}

export interface Plan {
  readonly goals: readonly string[];
  readonly workAbilityStatement?: string;
  readonly reviewOn?: string;
}

export interface Visit {
  readonly physician: string;
  readonly startedAt: string;
  readonly text: string;
}

export interface FollowUp {
  readonly dueOn?: string;
  readonly reason: FollowUpReason;
  readonly text?: string;
  readonly responsible?: string;
}

/** The OID under which a Finnish personal identity code is an identifier. */
export const PERSONAL_IDENTITY_CODE_OID = '1.2.246.21';

/** Who the client is, in the one form that ledger, adapters and stand-ins compare. */
export interface ClientIdentifier {
  /** OID of the identifier's system; {@link PERSONAL_IDENTITY_CODE_OID} for an identity code. */
  readonly system: string;
  readonly value: string;
}

/** @returns the client's identifier; exactly one of the two fields is there in a valid decision */
export function clientIdentifier(client: Client): ClientIdentifier {
  if (client.temporaryId !== undefined) return client.temporaryId;
  return { system: PERSONAL_IDENTITY_CODE_OID, value: client.personalIdentityCode ?? '' };
}
