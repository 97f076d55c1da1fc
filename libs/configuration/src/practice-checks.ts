import {
  OWN_SYSTEM,
  OWN_SYSTEMS_RULE,
  isProhibited,
  type Handling,
  type Practice,
  type RecordingEndpoint,
  type System,
} from '#domain';
import type { Fault } from './configuration-fault.js';
import type { PracticeFile, RuleFile } from './practice-schema.js';
import type { YamlFile } from './yaml-file.js';
import type { FaultPath } from './zod-issues.js';

/** What a practice may refer to. */
export interface KnownEndpoints {
  readonly endpoints: readonly RecordingEndpoint[];
  /** Ids of endpoints whose own files have faults: a reference to one of them is none. */
  readonly unreadable: readonly string[];
}

/** A practice with the means to tell where in its file something is wrong. */
interface Checked extends KnownEndpoints {
  readonly practice: Practice;
  readonly rules: readonly RuleFile[];
  readonly fault: YamlFile<PracticeFile>['fault'];
}

/** @returns what a schema cannot see: references inside the practice and to the endpoints */
export function practiceFaults(
  file: YamlFile<PracticeFile>,
  practice: Practice,
  known: KnownEndpoints,
): readonly Fault[] {
  const checked: Checked = { ...known, practice, rules: file.value.rules, fault: file.fault };
  const wrongName = practice.team === file.stem ? [] : [`must be ${file.stem}, as the file's name`];
  return [
    ...wrongName.map((message) => file.fault(['team'], message)),
    ...defaultEndpointFaults(checked),
    ...ownSystemFaults(checked),
    ...checked.rules.flatMap((rule, index) => [
      ...idFaults(checked, rule, index),
      ...afterFaults(checked, rule, index),
      ...destinationFaults(checked, rule, ['rules', index]),
      ...(rule.otherwise === undefined
        ? []
        : destinationFaults(checked, { ...rule, ...rule.otherwise }, ['rules', index, 'otherwise'])),
      ...conditionFaults(checked, rule, index),
    ]),
  ];
}

function defaultEndpointFaults({ practice, endpoints, unreadable, fault }: Checked): readonly Fault[] {
  return Object.entries(practice.defaultEndpoints).flatMap(([system, id]) => {
    if (unreadable.includes(id)) return [];
    const endpoint = endpoints.find((candidate) => candidate.id === id);
    const path = ['defaultEndpoints', system];
    const allowed = endpoints.flatMap((other) => (other.system === system ? other.id : []));
    if (endpoint === undefined) return [fault(path, `there is no endpoint ${id}`, allowed)];
    return endpoint.system === system
      ? []
      : [fault(path, `${id} is an endpoint of ${endpoint.system}`, allowed)];
  });
}

/** Every system that may be somebody's own needs an endpoint to go to. */
function ownSystemFaults(checked: Checked): readonly Fault[] {
  const { practice, fault } = checked;
  if (practice.ownSystems === undefined) return [];
  return missingOwnEndpoints(checked).map((system) =>
    fault(['ownSystems'], `defaultEndpoints has none of ${system}, which may be a participant's own system`),
  );
}

function missingOwnEndpoints({ practice }: Checked): readonly System[] {
  const own = Object.values(practice.ownSystemTable).flatMap((row) => row.map(({ system }) => system));
  return [...new Set(own)].filter((system) => practice.defaultEndpoints[system] === undefined);
}

function idFaults({ rules, fault }: Checked, { id }: RuleFile, index: number): readonly Fault[] {
  const path = ['rules', index, 'id'];
  if (id === OWN_SYSTEMS_RULE) return [fault(path, `${id} is the id of the own-systems rule`)];
  const first = rules.findIndex((other) => other.id === id);
  return first === index ? [] : [fault(path, `there is a rule ${id} already`)];
}

function afterFaults({ rules, fault }: Checked, rule: RuleFile, index: number): readonly Fault[] {
  return rule.after.flatMap((id, position) => {
    const path = ['rules', index, 'after', position];
    const earlier = rules.find((other) => other.id === id);
    if (earlier === undefined) {
      const others = rules.filter((other) => other !== rule).map((other) => other.id);
      return [fault(path, `there is no rule ${id}`, others)];
    }
    if (earlier.system === OWN_SYSTEM || earlier.otherwise !== undefined) {
      return [fault(path, `${id} has no one system that its record is in`)];
    }
    return comesAfter(rules, earlier, rule) ? [fault(path, `${id} comes after ${rule.id} itself`)] : [];
  });
}

function comesAfter(
  rules: readonly RuleFile[],
  rule: RuleFile,
  wanted: RuleFile,
  seen: readonly RuleFile[] = [],
): boolean {
  if (rule === wanted) return true;
  if (seen.includes(rule)) return false;
  const earlier = rules.filter(({ id }) => rule.after.includes(id));
  return earlier.some((other) => comesAfter(rules, other, wanted, [...seen, rule]));
}

function destinationFaults(checked: Checked, rule: RuleFile, path: FaultPath): readonly Fault[] {
  const { fault } = checked;
  return [
    ...systemFaults(checked, rule).map((message) => fault([...path, 'system'], message)),
    ...recorderFaults(rule).map(([position, message]) => fault([...path, 'recorders', position], message)),
  ];
}

function systemFaults(checked: Checked, { system, record }: RuleFile): readonly string[] {
  const { practice, endpoints } = checked;
  if (system === OWN_SYSTEM) {
    return missingOwnEndpoints(checked).map((missing) => `defaultEndpoints has none of ${missing}`);
  }
  const tellsVisits = endpoints.every(
    (endpoint) => endpoint.system !== system || endpoint.content.domains.includes('health'),
  );
  return [
    ...(practice.defaultEndpoints[system] === undefined ? [`defaultEndpoints has none of ${system}`] : []),
    ...(isProhibited(practice, system, record) ? [`the practice prohibits ${record} in ${system}`] : []),
    ...(record === 'visit' && !tellsVisits ? [`${system} may not be told health information`] : []),
  ];
}

/** The order says who goes first; a role before a function would never have its turn. */
function recorderFaults({ record, recorders }: RuleFile): readonly (readonly [number, string])[] {
  return recorders.flatMap((candidate, position): readonly (readonly [number, string])[] => {
    const early = recorders.slice(0, position).some((other) => 'role' in other);
    if (!('role' in candidate) && early) return [[position, 'functions and persons come before roles']];
    const ofVisit = 'person' in candidate && candidate.person === 'visit-physician';
    return ofVisit && record !== 'visit' ? [[position, `a ${record} record has no visit-physician`]] : [];
  });
}

function conditionFaults(
  { practice, rules, fault }: Checked,
  rule: RuleFile,
  index: number,
): readonly Fault[] {
  const path = ['rules', index];
  const refused = rule.when.handling?.filter((handling) => !practice.handlings.includes(handling)) ?? [];
  const twin = rules.slice(0, index).find((other) => mayBothApply(practice, other, rule));
  return [
    ...refused.map((handling) =>
      fault([...path, 'when', 'handling'], `${handling} is not allowed in the team`, practice.handlings),
    ),
    ...(twin === undefined ? [] : [fault(path, `${twin.id} gives the same record in the same system`)]),
    ...(rule.carries !== undefined && !RECORDS_OF_RECOMMENDATIONS.includes(rule.record)
      ? [fault([...path, 'carries'], `a ${rule.record} record has no recommendations`)]
      : []),
    ...(rule.warningWithoutTypClient !== undefined && rule.when.typClient !== true
      ? [fault([...path, 'warningWithoutTypClient'], 'needs when.typClient')]
      : []),
  ];
}

const RECORDS_OF_RECOMMENDATIONS: readonly string[] = ['recommendation', 'case-note', 'contact-note'];

/** A record series can have one duty only. */
function mayBothApply(practice: Practice, one: RuleFile, other: RuleFile): boolean {
  if (one.record !== other.record || one.system !== other.system) return false;
  const handlingsOf = (rule: RuleFile): readonly Handling[] => rule.when.handling ?? practice.handlings;
  const sameHandling = handlingsOf(one).some((handling) => handlingsOf(other).includes(handling));
  const [a, b] = [one.when.typClient, other.when.typClient];
  return sameHandling && (a === undefined || b === undefined || a === b);
}
