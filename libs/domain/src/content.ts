import type {
  ConsentForm,
  ConsentMethod,
  ContentDomain,
  Handling,
  MedicalStatement,
  Sector,
  Role,
} from './words.js';

/**
 * What a record holds in one record system (`contract/teams.md`, "What a record contains"), after data
 * minimisation. Items keep the event's order, without id and domain; people and organisations by name.
 * This is what is compared (with the client's identifier) to tell equal contents from different ones.
 */
export type RecordContent =
  | ConsentContent
  | RecommendationContent
  | MeasuresContent
  | PlanContent
  | NoteContent
  | VisitContent
  | StatisticsContent
  | CaseManagerContent;

interface ContentRecord {
  readonly handledOn: string;
  /** Name of the case manager. */
  readonly caseManager?: string;
}

export interface ConsentContent {
  readonly record: 'consent';
  readonly id: string;
  readonly givenOn: string;
  readonly validUntil?: string;
  readonly form: ConsentForm;
  readonly method: ConsentMethod;
  readonly covers: readonly Sector[];
  /** After a withdrawal. */
  readonly withdrawnAt?: string;
}

export interface RecommendationItem {
  readonly service: string;
  /** Left out where only the service may be told. */
  readonly text?: string;
  readonly statement?: MedicalStatement;
}

export interface MeasureItem {
  readonly text: string;
  readonly dueOn?: string;
  /** Name of the responsible participant. */
  readonly responsible: string;
}

export interface RecommendationContent extends ContentRecord {
  readonly record: 'recommendation';
  readonly recommendations: readonly RecommendationItem[];
  readonly measures: readonly MeasureItem[];
}

export interface MeasuresContent extends ContentRecord {
  readonly record: 'measures';
  readonly measures: readonly MeasureItem[];
}

export interface PlanContent extends ContentRecord {
  readonly record: 'plan';
  readonly goals: readonly string[];
  readonly reviewOn?: string;
  readonly measures: readonly MeasureItem[];
  /** Only in TYP. */
  readonly workAbilityStatement?: string;
}

export interface NoteContent extends ContentRecord {
  readonly record: 'case-note' | 'contact-note';
  readonly summary: string;
  readonly recommendations: readonly RecommendationItem[];
  readonly measures: readonly MeasureItem[];
  readonly goals: readonly string[];
}

export interface VisitContent extends ContentRecord {
  readonly record: 'visit';
  readonly startedAt: string;
  readonly text: string;
}

export interface StatisticsContent {
  readonly record: 'statistics';
  readonly handling: Handling;
  readonly handledOn: string;
}

export interface CaseManagerContent extends ContentRecord {
  readonly record: 'case-manager';
  readonly name: string;
  readonly role: Role;
  readonly organisation: string;
  readonly phone?: string;
}

/** An item of the decision, told apart by kind and domain: used to find what no task carries. */
export interface ContentItemRef {
  readonly kind: 'recommendation' | 'measure';
  readonly id: string;
  readonly domain: ContentDomain;
}
