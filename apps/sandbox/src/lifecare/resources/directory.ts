import { objectAt, objectsAt, textAt } from '../../json.js';
import { codeableConcept, humanName, identifier } from '../validation/datatypes.js';
import type { Findings } from '../validation/findings.js';
import { boolean, date, oneOf, text } from '../validation/primitives.js';
import { identityOf, reference } from '../validation/reference.js';
import type { RefusalCode } from '../validation/refusals.js';
import { type Rule, anyNumber, oneOrMore, optional } from '../validation/shape.js';
import {
  type Identity,
  PERSONAL_IDENTITY_CODE_SYSTEM,
  clientFault,
  isOrganisation,
  isProfessional,
} from './identities.js';
import type { ResourceDefinition } from './resource-shape.js';

/** People and organisations: the technical resources that records refer to. */

function identifiedBy(fault: (identity: Identity) => RefusalCode | undefined): Rule {
  return (value, path, findings) => {
    identifier(value, path, findings);
    const identity = identityOf(objectAt({ value }, 'value'));
    const found = identity === undefined ? undefined : fault(identity);
    if (found !== undefined) findings.add(found, path);
  };
}

/** Finnish base Patient, slice PIC: use official, type NNFIN of v2-0203; looked at where given. */
const clientIdentifier: Rule = (value, path, findings) => {
  identifiedBy(clientFault)(value, path, findings);
  const slice = objectAt({ value }, 'value');
  if (textAt(slice, 'system') !== PERSONAL_IDENTITY_CODE_SYSTEM) return;
  if ((textAt(slice, 'use') ?? 'official') !== 'official') findings.add('code', `${path}.use`);
  const type = objectAt(slice, 'type');
  const national = objectsAt(type, 'coding').some(
    (one) =>
      textAt(one, 'system') === 'http://terminology.hl7.org/CodeSystem/v2-0203' &&
      textAt(one, 'code') === 'NNFIN',
  );
  if (type !== undefined && !national) findings.add('code', `${path}.type`);
};

const writerFault =
  (known: (identity: Identity) => boolean) =>
  (identity: Identity): RefusalCode | undefined =>
    known(identity) ? undefined : 'writer-identifier';

export const patient: ResourceDefinition = {
  type: 'Patient',
  elements: {
    identifier: oneOrMore(clientIdentifier),
    active: optional(boolean),
    name: anyNumber(humanName),
    gender: optional(oneOf('male', 'female', 'other', 'unknown')),
    birthDate: optional(date),
    managingOrganization: optional(reference('Organization')),
  },
};

export const practitioner: ResourceDefinition = {
  type: 'Practitioner',
  elements: {
    identifier: anyNumber(identifiedBy(writerFault(isProfessional))),
    active: optional(boolean),
    name: oneOrMore(humanName),
  },
};

/** R4 invariant org-1: a name or an identifier. */
const namedOrIdentified = (value: object, path: string, findings: Findings): void => {
  if (!('name' in value) && !('identifier' in value)) findings.add('required', `${path}.name`);
};

export const organization: ResourceDefinition = {
  type: 'Organization',
  elements: {
    identifier: anyNumber(identifiedBy(writerFault(isOrganisation))),
    active: optional(boolean),
    type: anyNumber(codeableConcept),
    name: optional(text),
    partOf: optional(reference('Organization')),
  },
  whole: namedOrIdentified,
};
