import type { CarePlan, CarePlanActivity, Goal } from '#fhir';
import type { MeasureItem, PlanContent } from '#domain';
import type { RecordingOrder } from '#recording';
import { client, containedIn, namedPractitioner, practitioner, type Party } from './parties.js';
import { instant, recordIdentifiers, recordKindConcept, titleOf, visibilityCoding } from './record-keys.js';

/** The whole text is the description; goals and measures stand beside it as R4's own elements. */
export function toCarePlan(order: RecordingOrder, content: PlanContent): CarePlan {
  const author = practitioner(order.recorder, 'author');
  const people = responsiblePeople(content.measures);
  const goals = content.goals.map((text, index) => toGoal(order, text, index));
  const contained = [...(containedIn([author, ...people.values()]).contained ?? []), ...goals];
  return {
    resourceType: 'CarePlan',
    meta: { tag: [visibilityCoding(order)] },
    ...(contained.length > 0 && { contained }),
    identifier: recordIdentifiers(order),
    status: order.operation === 'nullify' ? 'entered-in-error' : 'active',
    intent: 'plan',
    category: [recordKindConcept('plan')],
    title: titleOf('plan'),
    description: order.text,
    subject: client(order),
    created: instant(order.decidedAt),
    author: author.reference,
    ...(goals.length > 0 && { goal: goals.map(({ id }) => ({ reference: `#${id}` })) }),
    ...(content.measures.length > 0 && {
      activity: content.measures.map((measure) => toActivity(order, measure, people)),
    }),
  };
}

function toGoal(order: RecordingOrder, text: string, index: number): Goal {
  return {
    resourceType: 'Goal',
    id: `goal-${index + 1}`,
    lifecycleStatus: order.operation === 'nullify' ? 'entered-in-error' : 'active',
    description: { text },
    subject: client(order),
  };
}

function toActivity(
  order: RecordingOrder,
  { text, dueOn, responsible }: MeasureItem,
  people: ReadonlyMap<string, Party>,
): CarePlanActivity {
  const performer = people.get(responsible);
  return {
    detail: {
      status: order.operation === 'nullify' ? 'entered-in-error' : 'not-started',
      description: text,
      ...(dueOn !== undefined && { scheduledPeriod: { end: dueOn } }),
      ...(performer !== undefined && { performer: [performer.reference] }),
    },
  };
}

/** The content knows those responsible by name only: one contained person a name. */
function responsiblePeople(measures: readonly MeasureItem[]): ReadonlyMap<string, Party> {
  const names = [...new Set(measures.map(({ responsible }) => responsible))];
  return new Map(names.map((name, index) => [name, namedPractitioner(name, `responsible-${index + 1}`)]));
}
