import { boolean, code, dateTime, id, instant, oneOf, text, uri } from './primitives.js';
import { type ObjectRule, type Rule, anyNumber, optional, required, shape } from './shape.js';
import { textAt } from '../../json.js';

/** FHIR R4 data types (https://hl7.org/fhir/R4/datatypes.html), without extensions. */

const startBeforeEnd: ObjectRule = (value, path, findings) => {
  const start = Date.parse(textAt(value, 'start') ?? '');
  const end = Date.parse(textAt(value, 'end') ?? '');
  if (start > end) findings.add('period', path);
};

export const period = shape({ start: optional(dateTime), end: optional(dateTime) }, startBeforeEnd);

export const coding = shape({
  system: required(uri),
  version: optional(text),
  code: required(code),
  display: optional(text),
  userSelected: optional(boolean),
});

export const codeableConcept = shape({ coding: anyNumber(coding), text: optional(text) });

export const identifier = shape({
  use: optional(oneOf('usual', 'official', 'temp', 'secondary', 'old')),
  type: optional(codeableConcept),
  system: required(uri),
  value: required(text),
  period: optional(period),
});

export const humanName = shape({
  use: optional(oneOf('usual', 'official', 'temp', 'nickname', 'anonymous', 'old', 'maiden')),
  text: optional(text),
  family: optional(text),
  given: anyNumber(text),
  prefix: anyNumber(text),
  suffix: anyNumber(text),
  period: optional(period),
});

/** `Meta` for a type; versionId and lastUpdated are taken and replaced by the server's own. */
export function meta(profiles: readonly string[]): Rule {
  const profile: Rule = (value, path, findings) => {
    if (!profiles.some((known) => known === value)) findings.add('profile', path);
  };
  return shape({
    versionId: optional(id),
    lastUpdated: optional(instant),
    source: optional(uri),
    profile: anyNumber(profile),
    security: anyNumber(coding),
    tag: anyNumber(coding),
  });
}
