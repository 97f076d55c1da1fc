import {
  CONSENT_FORMS,
  CONSENT_METHODS,
  CONTENT_DOMAINS,
  FOLLOW_UP_REASONS,
  HANDLINGS,
  MEDICAL_STATEMENTS,
  SECTORS,
} from '#domain';
import type {
  Consent,
  ConsentForm,
  ConsentMethod,
  ContentDomain,
  Decision,
  FollowUp,
  FollowUpReason,
  Handling,
  Measure,
  MedicalStatement,
  Plan,
  Recommendation,
  Sector,
  Visit,
} from '#domain';
import { ClientDto } from './client.dto.js';
import { boolean, date, dateTime, integer, listOf, oneOf, pattern, text } from './field-checks.js';
import { Field, Nested, NestedList, Optional, OptionalWhen } from './field.decorators.js';
import { ParticipantDto } from './participant.dto.js';
import { ID, LOCAL_ID, NAME_MAX, TEXT_MAX } from './patterns.js';

const paragraph = text(1, TEXT_MAX);

export class ConsentDto implements Consent {
  @Field(pattern(ID))
  id!: string;

  @Field(date)
  givenOn!: string;

  @Optional()
  @Field(date)
  validUntil?: string;

  @Field(oneOf(CONSENT_FORMS))
  form!: ConsentForm;

  @Field(oneOf(CONSENT_METHODS))
  method!: ConsentMethod;

  @Field(listOf(oneOf(SECTORS), { min: 1, unique: true }))
  covers!: Sector[];
}

export class RecommendationDto implements Recommendation {
  @Field(pattern(LOCAL_ID))
  id!: string;

  @Field(oneOf(CONTENT_DOMAINS))
  domain!: ContentDomain;

  @Field(text(1, NAME_MAX))
  service!: string;

  @Field(paragraph)
  text!: string;

  @Optional()
  @Field(oneOf(MEDICAL_STATEMENTS))
  statement?: MedicalStatement;
}

export class MeasureDto implements Measure {
  @Field(pattern(LOCAL_ID))
  id!: string;

  @Field(oneOf(CONTENT_DOMAINS))
  domain!: ContentDomain;

  @Field(paragraph)
  text!: string;

  @Field(pattern(LOCAL_ID))
  responsible!: string;

  @Optional()
  @Field(date)
  dueOn?: string;
}

export class PlanDto implements Plan {
  @Field(listOf(paragraph, { min: 1, max: 20 }))
  goals!: string[];

  @Optional()
  @Field(paragraph)
  workAbilityStatement?: string;

  @Optional()
  @Field(date)
  reviewOn?: string;
}

export class VisitDto implements Visit {
  @Field(pattern(LOCAL_ID))
  physician!: string;

  @Field(dateTime)
  startedAt!: string;

  @Field(paragraph)
  text!: string;
}

/** Reasons whose day is not known beforehand: it comes with a later version. An absent reason is its own fault. */
const REASONS_WITHOUT_DAY: readonly unknown[] = [
  'rehabilitation-support-ends',
  'statement-arrives',
  undefined,
];

export class FollowUpDto implements FollowUp {
  @OptionalWhen(({ reason }) => REASONS_WITHOUT_DAY.includes(reason))
  @Field(date)
  dueOn?: string;

  @Field(oneOf(FOLLOW_UP_REASONS))
  reason!: FollowUpReason;

  @Optional()
  @Field(paragraph)
  text?: string;

  @Optional()
  @Field(pattern(LOCAL_ID))
  responsible?: string;
}

/** `$defs/Decision` of `decision-event.schema.json`; a test proves that both take and refuse the same. */
export class DecisionDto implements Decision {
  @Field(pattern(LOCAL_ID))
  team!: string;

  @Field(pattern(ID))
  decisionId!: string;

  @Field(integer(1, 9999))
  version!: number;

  @Optional()
  @Field(paragraph)
  correctionReason?: string;

  @Field(oneOf(HANDLINGS))
  handling!: Handling;

  @Field(date)
  handledOn!: string;

  @Field(dateTime)
  decidedAt!: string;

  @Optional()
  @Nested(() => ClientDto)
  client?: ClientDto;

  @Optional()
  @Nested(() => ConsentDto)
  consent?: ConsentDto;

  @NestedList(() => ParticipantDto, { min: 1, max: 30 })
  participants!: ParticipantDto[];

  @Optional()
  @Field(pattern(LOCAL_ID))
  caseManager?: string;

  @Optional()
  @Field(pattern(LOCAL_ID))
  referrer?: string;

  @Field(paragraph)
  summary!: string;

  @Optional()
  @NestedList(() => RecommendationDto, { max: 50 })
  recommendations?: RecommendationDto[];

  @Optional()
  @NestedList(() => MeasureDto, { max: 50 })
  measures?: MeasureDto[];

  @Optional()
  @Nested(() => PlanDto)
  plan?: PlanDto;

  @Optional()
  @Nested(() => VisitDto)
  visit?: VisitDto;

  @Optional()
  @Nested(() => FollowUpDto)
  followUp?: FollowUpDto;

  @Optional()
  @Field(boolean)
  clientPresent?: boolean;

  @Optional()
  @Field(pattern(ID))
  continues?: string;
}
