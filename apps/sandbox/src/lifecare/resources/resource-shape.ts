import { type JsonObject, isObject, objectsAt, textAt } from '../../json.js';
import { meta } from '../validation/datatypes.js';
import type { Findings } from '../validation/findings.js';
import { id, language } from '../validation/primitives.js';
import {
  type Elements,
  type ObjectRule,
  type Rule,
  anyNumber,
  optional,
  required,
  shape,
} from '../validation/shape.js';
import type { ResourceType } from './resource-types.js';

/** One resource type as this server takes it. */
export interface ResourceDefinition {
  readonly type: ResourceType;
  readonly elements: Elements;
  readonly whole?: ObjectRule;
  /** What it may contain; nothing where absent. */
  readonly contains?: readonly ResourceDefinition[];
}

const FINNISH_PROFILES: ReadonlySet<ResourceType> = new Set([
  'Patient',
  'Practitioner',
  'Organization',
  'Provenance',
]);

/** The rule for a resource that has an address of its own. */
export function resource({ type, elements, whole, contains = [] }: ResourceDefinition): Rule {
  const own = {
    resourceType: required(typed(type)),
    id: optional(id),
    meta: optional(meta(profilesOf(type))),
    language: optional(language),
    ...(contains.length === 0 ? {} : { contained: anyNumber(containedIn(contains)) }),
    ...elements,
  };
  return shape(own, (value, path, findings) => {
    whole?.(value, path, findings);
    lookAtContained(value, path, findings);
  });
}

/** One of the resources that another may contain: with an id, and without meta and contents of its own. */
function containedIn(definitions: readonly ResourceDefinition[]): Rule {
  const rules = new Map<string, Rule>(
    definitions.map(({ type, elements, whole }) => [
      type,
      shape(
        { resourceType: required(typed(type)), id: required(id), language: optional(language), ...elements },
        whole,
      ),
    ]),
  );
  return (value, path, findings) => {
    const rule = isObject(value) ? rules.get(textAt(value, 'resourceType') ?? '') : undefined;
    if (rule === undefined) findings.add('wrong-resource-type', path);
    else rule(value, path, findings);
  };
}

/** `#id` references lead to a contained resource of an allowed type, and each contained one is referred to. */
function lookAtContained(value: JsonObject, path: string, findings: Findings): void {
  const contained = objectsAt(value, 'contained');
  const ids = contained.map((one) => textAt(one, 'id'));
  if (new Set(ids).size < ids.length) findings.add('contained-id', `${path}.contained`);
  const inside = findings.references.filter(({ target }) => target.startsWith('#'));
  for (const { target, path: at, allowed } of inside) {
    const found = contained[ids.indexOf(target.slice(1))];
    if (found === undefined) findings.add('unknown-reference', at);
    else if (!allowed.some((type) => type === found['resourceType'])) findings.add('reference-type', at);
  }
  const used = new Set(inside.map(({ target }) => target.slice(1)));
  ids.forEach((one, index) => {
    if (one !== undefined && !used.has(one)) findings.add('contained-unused', `${path}.contained[${index}]`);
  });
}

function typed(type: ResourceType): Rule {
  return (value, path, findings) => {
    if (value !== type) findings.add('wrong-resource-type', path);
  };
}

function profilesOf(type: ResourceType): readonly string[] {
  const base = `http://hl7.org/fhir/StructureDefinition/${type}`;
  if (!FINNISH_PROFILES.has(type)) return [base];
  const finnish = 'https://hl7.fi/fhir/finnish-base-profiles/StructureDefinition/fi-base-';
  return [base, finnish + type.toLowerCase()];
}
