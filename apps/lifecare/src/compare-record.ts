import { identifierValue, type RecordResource } from '#fhir';
import { at, listAt, textAt } from '#http';
import type { LookUpOutcome } from '#recording';
import { RECORD_SYSTEM, SECTOR_SYSTEM, CONSENT_FORM_SYSTEM, VERSION_SYSTEM } from './mapping/record-keys.js';

type Difference = Extract<LookUpOutcome, { kind: 'found' }>['differences'][number];

/**
 * Compares what the system holds with what was to be written, field by field where it matters: a server may
 * add elements and order them anew. Both sides go through the same readers, so that a field missing there
 * is a difference, never a throw.
 */
export function compareRecord(expected: RecordResource, actual: unknown): readonly Difference[] {
  const checks: readonly (readonly [Difference, boolean])[] = [
    ['client', sameBy(clientOf, expected, actual)],
    ['content', sameText(expected, actual) && sameBy(structureOf, expected, actual)],
    ['status', at(actual, 'status') === expected.status],
    ['version', sameBy((resource) => identifierValue(resource, VERSION_SYSTEM), expected, actual)],
  ];
  return checks.filter(([, same]) => !same).map(([difference]) => difference);
}

function sameBy(read: (resource: unknown) => unknown, expected: RecordResource, actual: unknown): boolean {
  return JSON.stringify(read(expected)) === JSON.stringify(read(actual));
}

function clientOf(resource: unknown): unknown {
  const field = at(resource, 'resourceType') === 'Consent' ? 'patient' : 'subject';
  const identifier = at(resource, field, 'identifier');
  return [textAt(identifier, 'system'), textAt(identifier, 'value')];
}

/** The text of the record, byte by byte; base64 may be broken into lines on the way. */
function sameText(expected: RecordResource, actual: unknown): boolean {
  if (expected.resourceType === 'CarePlan') return at(actual, 'description') === expected.description;
  const ours = attachmentData(expected);
  const theirs = attachmentData(actual);
  if (ours === undefined || theirs === undefined) return false;
  return ours === theirs || Buffer.from(ours, 'base64').equals(Buffer.from(theirs, 'base64'));
}

function attachmentData(resource: unknown): string | undefined {
  if (at(resource, 'resourceType') === 'Consent') return textAt(resource, 'sourceAttachment', 'data');
  const contents = listAt(resource, 'content');
  return contents.length === 1 ? textAt(contents[0], 'attachment', 'data') : undefined;
}

/** The fields that stand beside the text, in the order they were sent. */
function structureOf(resource: unknown): unknown {
  switch (at(resource, 'resourceType')) {
    case 'Consent':
      return [
        textAt(resource, 'dateTime'),
        textAt(resource, 'provision', 'period', 'end'),
        codesOf(listAt(resource, 'provision', 'purpose'), SECTOR_SYSTEM),
        conceptCodes(listAt(resource, 'category'), RECORD_SYSTEM),
        conceptCodes(listAt(resource, 'category'), CONSENT_FORM_SYSTEM),
      ];
    case 'CarePlan':
      return [
        goalsOf(resource),
        listAt(resource, 'activity').map(activityOf),
        conceptCodes(listAt(resource, 'category'), RECORD_SYSTEM),
      ];
    default:
      return conceptCodes([at(resource, 'type')], RECORD_SYSTEM);
  }
}

function goalsOf(resource: unknown): readonly unknown[] {
  return listAt(resource, 'contained')
    .filter((inner) => at(inner, 'resourceType') === 'Goal')
    .map((goal) => textAt(goal, 'description', 'text'));
}

function activityOf(activity: unknown): unknown {
  const detail = at(activity, 'detail');
  return [textAt(detail, 'description'), textAt(detail, 'scheduledPeriod', 'end')];
}

function conceptCodes(concepts: readonly unknown[], system: string): readonly unknown[] {
  return concepts.flatMap((concept) => codesOf(listAt(concept, 'coding'), system));
}

function codesOf(codings: readonly unknown[], system: string): readonly unknown[] {
  return codings.filter((coding) => at(coding, 'system') === system).map((coding) => at(coding, 'code'));
}
