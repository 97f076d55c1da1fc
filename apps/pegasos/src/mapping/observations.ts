import type { FieldValue, Segment } from '#hl7v2';
import { date, segment, timestamp } from '#hl7v2';
import type { MeasureItem, RecommendationItem, RecordContent } from '#domain';
import type { RecordingOrder } from '#recording';
import { OUR_NAMESPACE } from './document-keys.js';

/** One value of a record: its code, which item of its kind it belongs to, its data type. */
interface Observation {
  readonly code: string;
  readonly item?: number;
  readonly type: 'FT' | 'ST' | 'DT' | 'TS';
  readonly value: string;
}

/** OBX-3 of the text and of our version key. */
export const TEXT_CODE = 'TEXT';
export const VERSION_CODE = 'VERSION';

/** The record's content as OBX segments: the whole text, the fields beside it, and which version it is. */
export function observations(order: RecordingOrder): readonly Segment[] {
  const all: readonly Observation[] = [
    { code: TEXT_CODE, type: 'FT', value: order.text },
    ...fieldsOf(order.content),
    { code: VERSION_CODE, type: 'ST', value: order.versionKey },
  ];
  return all.map(({ code, item, type, value }, index) =>
    segment('OBX', {
      1: String(index + 1),
      2: type,
      3: [code, undefined, OUR_NAMESPACE] satisfies FieldValue,
      4: item === undefined ? undefined : String(item),
      5: value,
      11: 'F',
    }),
  );
}

function fieldsOf(content: RecordContent): readonly Observation[] {
  switch (content.record) {
    case 'consent':
      return [
        text('CONSENT-ID', content.id),
        day('GIVEN-ON', content.givenOn),
        ...optional(content.validUntil, (until) => day('VALID-UNTIL', until)),
        ...content.covers.map((sector, index) => text('COVERS', sector, index + 1)),
        ...optional(content.withdrawnAt, (at) => time('WITHDRAWN-AT', at)),
      ];
    case 'recommendation':
      return [...frame(content), ...services(content.recommendations), ...measures(content.measures)];
    case 'measures':
      return [...frame(content), ...measures(content.measures)];
    case 'plan':
      return [
        ...frame(content),
        ...optional(content.reviewOn, (on) => day('REVIEW-ON', on)),
        ...goals(content.goals),
        ...measures(content.measures),
      ];
    case 'case-note':
    case 'contact-note':
      return [
        ...frame(content),
        ...services(content.recommendations),
        ...measures(content.measures),
        ...goals(content.goals),
      ];
    case 'visit':
      return [...frame(content), time('STARTED-AT', content.startedAt)];
    case 'statistics':
      return [day('HANDLED-ON', content.handledOn), text('HANDLING', content.handling)];
    case 'case-manager':
      return [
        ...frame(content),
        text('NAME', content.name),
        text('ROLE', content.role),
        text('ORGANISATION', content.organisation),
        ...optional(content.phone, (phone) => text('PHONE', phone)),
      ];
  }
}

function frame({
  handledOn,
  caseManager,
}: {
  readonly handledOn: string;
  readonly caseManager?: string;
}): readonly Observation[] {
  return [day('HANDLED-ON', handledOn), ...optional(caseManager, (name) => text('CASE-MANAGER', name))];
}

const services = (items: readonly RecommendationItem[]): readonly Observation[] =>
  items.flatMap((item, index) => [
    text('SERVICE', item.service, index + 1),
    ...optional(item.text, (value) => text('RECOMMENDATION', value, index + 1)),
    ...optional(item.statement, (statement) => text('STATEMENT', statement, index + 1)),
  ]);

const measures = (items: readonly MeasureItem[]): readonly Observation[] =>
  items.flatMap((item, index) => [
    text('MEASURE', item.text, index + 1),
    ...optional(item.dueOn, (dueOn) => day('MEASURE-DUE', dueOn, index + 1)),
    text('MEASURE-RESPONSIBLE', item.responsible, index + 1),
  ]);

const goals = (items: readonly string[]): readonly Observation[] =>
  items.map((goal, index) => text('GOAL', goal, index + 1));

/** Free texts may have lines, which only a formatted text has. */
const text = (code: string, value: string, item?: number): Observation => ({
  code,
  ...(item !== undefined && { item }),
  type: 'FT',
  value,
});
const day = (code: string, value: string, item?: number): Observation => ({
  code,
  ...(item !== undefined && { item }),
  type: 'DT',
  value: date(value),
});
const time = (code: string, value: string): Observation => ({ code, type: 'TS', value: timestamp(value) });

const optional = (
  value: string | undefined,
  observe: (value: string) => Observation,
): readonly Observation[] => (value === undefined ? [] : [observe(value)]);
