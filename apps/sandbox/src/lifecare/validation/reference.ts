import { type JsonObject, objectAt, textAt } from '../../json.js';
import {
  type Identity,
  clientFault,
  isOrganisation,
  isProfessional,
  isRecordKey,
} from '../resources/identities.js';
import { type ResourceType, isAddressable } from '../resources/resource-types.js';
import { identifier } from './datatypes.js';
import type { Findings } from './findings.js';
import { isId, isUuidUri, text } from './primitives.js';
import type { RefusalCode } from './refusals.js';
import { type ObjectRule, type Rule, optional, shape } from './shape.js';

const anyText = optional(text);
const parts = { reference: anyText, type: anyText, identifier: optional(identifier), display: anyText };

/**
 * R4 `Reference` to one of the types: by an address, or logical by identifier. A display alone names nobody, and
 * is refused. Addresses are followed later, when the whole Bundle is known.
 */
export function reference(...allowed: readonly ResourceType[]): Rule {
  const whole: ObjectRule = (value, path, findings) => {
    const type = textAt(value, 'type');
    if (type !== undefined && !allowed.some((one) => one === type)) {
      findings.add('reference-type', `${path}.type`);
    }
    const target = textAt(value, 'reference');
    if (target !== undefined) lookAtAddress({ target, path: `${path}.reference`, allowed }, findings);
    else if (!('identifier' in value)) findings.add('required', `${path}.identifier`);
    const identity = identityOf(objectAt(value, 'identifier'));
    if (identity !== undefined) {
      const fault = identityFault(
        identity,
        allowed.filter((one) => type === undefined || one === type),
      );
      if (fault !== undefined) findings.add(fault, `${path}.identifier`);
    }
  };
  return shape(parts, whole);
}

/** @returns system and value of an Identifier that has both */
export function identityOf(value: JsonObject | undefined): Identity | undefined {
  const system = textAt(value, 'system');
  const code = textAt(value, 'value');
  return system === undefined || code === undefined ? undefined : { system, value: code };
}

function lookAtAddress(found: Findings['references'][number], findings: Findings): void {
  const { target, path, allowed } = found;
  const type = /^[A-Za-z]+(?=[/?])/.exec(target)?.[0];
  if (target.startsWith('#') || isUuidUri(target)) findings.references.push(found);
  else if (!isAddressable(type) || !isWhole(target.slice(type.length))) findings.add('value', path);
  else if (!allowed.includes(type)) findings.add('reference-type', path);
  else findings.references.push(found);
}

const isWhole = (rest: string): boolean => (rest.startsWith('/') ? isId(rest.slice(1)) : rest.length > 1);

function identityFault(identity: Identity, types: readonly ResourceType[]): RefusalCode | undefined {
  if (types.every((type) => type === 'Patient')) return clientFault(identity);
  return types.some((type) => names(identity, type)) ? undefined : 'writer-identifier';
}

function names(identity: Identity, type: ResourceType): boolean {
  if (type === 'Patient') return clientFault(identity) === undefined;
  if (type === 'Practitioner') return isProfessional(identity);
  if (type === 'Organization') return isOrganisation(identity);
  return isRecordKey(identity);
}
