import type {
  ConsentContent,
  MeasureItem,
  NoteContent,
  PlanContent,
  RecommendationItem,
  RecordContent,
} from '../content.js';
import type { Consent, Decision, Participant } from '../decision.js';
import type { ConsentWithdrawal } from '../planning/planning-case.js';
import { participantOf } from '../planning/planning-case.js';
import type { ContentPolicy } from '../practice/content-policy.js';
import type { Rule } from '../practice/practice.js';
import { SECTORS, type ContentDomain, type RecordKind, type Sector } from '../words.js';
import { withPlainLineEnds } from './line-ends.js';

/** What a record is to hold, and where: everything that decides its content. */
export interface RecordOrder {
  readonly decision: Decision;
  readonly record: RecordKind;
  readonly policy: ContentPolicy;
  readonly carries: Rule['carries'];
  /** The case manager in force: after a change it need not be the decision's. */
  readonly caseManager: Participant | undefined;
  /** Of the decision's consent, in the order of their coming, where the team records them. */
  readonly withdrawals: readonly ConsentWithdrawal[];
}

/**
 * The content of one record in one system, after data minimisation (`contract/teams.md`, "What a record
 * contains" and "What may go where"). Line ends of all texts are LF: XML would make them so in any case, and a
 * text must read back as it was written.
 * @returns undefined when the decision has not what the record is made of
 */
export function recordContent(order: RecordOrder): RecordContent | undefined {
  const content = contentOf(order);
  return content === undefined ? undefined : withPlainLineEnds(content);
}

/** @param withdrawals of this consent, in the order of their coming; none when they are not recorded */
export function consentContent(consent: Consent, withdrawals: readonly ConsentWithdrawal[]): ConsentContent {
  const withdrawn = new Set<Sector>();
  let withdrawnAt: string | undefined;
  for (const { at, covers } of withdrawals) {
    const taken = (covers ?? SECTORS).filter((sector) => !withdrawn.has(sector));
    // What was withdrawn already is not withdrawn again: the record stays as it is.
    if (taken.length === 0) continue;
    for (const sector of taken) withdrawn.add(sector);
    withdrawnAt = laterOf(withdrawnAt, at);
  }
  return {
    record: 'consent',
    id: consent.id,
    givenOn: consent.givenOn,
    ...(consent.validUntil === undefined ? {} : { validUntil: consent.validUntil }),
    form: consent.form,
    method: consent.method,
    covers: consent.covers.filter((sector) => !withdrawn.has(sector)),
    ...(withdrawnAt === undefined ? {} : { withdrawnAt }),
  };
}

const laterOf = (one: string | undefined, other: string): string =>
  one !== undefined && Date.parse(one) > Date.parse(other) ? one : other;

function contentOf(order: RecordOrder): RecordContent | undefined {
  const { decision, record, withdrawals } = order;
  switch (record) {
    case 'consent':
      return decision.consent && consentContent(decision.consent, withdrawals);
    case 'statistics':
      return { record, handling: decision.handling, handledOn: decision.handledOn };
    case 'recommendation':
      return {
        record,
        ...frame(order),
        recommendations: recommendationItems(order),
        measures: measureItems(order),
      };
    case 'measures':
      return { record, ...frame(order), measures: measureItems(order) };
    case 'case-note':
    case 'contact-note':
      return noteContent(order, record);
    case 'plan':
      return planContent(order);
    case 'visit':
      return decision.visit && { record, ...frame(order), ...visitText(decision.visit) };
    case 'case-manager':
      return order.caseManager && { record, ...frame(order), ...personOf(order.caseManager) };
  }
}

/** Every record but the consent and the statistics holds these. */
function frame({ decision, caseManager }: RecordOrder): { handledOn: string; caseManager?: string } {
  return {
    handledOn: decision.handledOn,
    ...(caseManager === undefined ? {} : { caseManager: caseManager.name }),
  };
}

function noteContent(order: RecordOrder, record: NoteContent['record']): NoteContent {
  return {
    record,
    ...frame(order),
    summary: order.decision.summary,
    recommendations: recommendationItems(order),
    measures: measureItems(order),
    goals: order.decision.plan?.goals ?? [],
  };
}

function planContent(order: RecordOrder): PlanContent | undefined {
  const { plan } = order.decision;
  if (plan === undefined) return undefined;
  const tellsStatement = order.policy.workAbilityStatement && plan.workAbilityStatement !== undefined;
  return {
    record: 'plan',
    ...frame(order),
    goals: plan.goals,
    ...(plan.reviewOn === undefined ? {} : { reviewOn: plan.reviewOn }),
    measures: measureItems(order),
    ...(tellsStatement ? { workAbilityStatement: plan.workAbilityStatement } : {}),
  };
}

const visitText = ({ startedAt, text }: NonNullable<Decision['visit']>) => ({ startedAt, text });

const personOf = ({ name, role, organisation, phone }: Participant) => ({
  name,
  role,
  organisation: organisation.name,
  ...(phone === undefined ? {} : { phone }),
});

function recommendationItems({ decision, policy, carries }: RecordOrder): readonly RecommendationItem[] {
  return (decision.recommendations ?? []).flatMap(({ domain, service, text, statement }) => {
    if (carries === 'every' || mayGo(domain, policy)) {
      return [{ service, text, ...(statement === undefined ? {} : { statement }) }];
    }
    return carries === 'services' ? [{ service }] : [];
  });
}

function measureItems({ decision, policy }: RecordOrder): readonly MeasureItem[] {
  return (decision.measures ?? [])
    .filter(({ domain }) => mayGo(domain, policy))
    .map(({ text, dueOn, responsible }) => ({
      text,
      ...(dueOn === undefined ? {} : { dueOn }),
      responsible: participantOf(decision, responsible).name,
    }));
}

const mayGo = (domain: ContentDomain, policy: ContentPolicy): boolean => policy.domains.includes(domain);
