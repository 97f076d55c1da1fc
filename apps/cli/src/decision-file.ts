import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { DECISION_EVENT_SCHEMA, UnresolvedReference } from '#domain';
import type { Decision, Practice } from '#domain';
import { jsonOf, readNamedFile } from './read-file.js';

/** A decision's file does not hold a decision that could be planned. It names places and rules, never a value. */
export class DecisionFileFault extends Error {
  readonly code = 'decision-file-fault';
}

/**
 * Reads a decision, or an event whose `data` is one (as in `config/samples`), and holds it against the contract's
 * schema. Intake looks closer still: identity codes, dates and references are its own.
 * @throws UnreadableFile DecisionFileFault
 */
export function readDecisionFile(file: string): Decision {
  const value = decisionIn(jsonOf(readNamedFile(file)));
  const { isDecision, errors } = checked(value);
  if (isDecision) return value as Decision;
  throw new DecisionFileFault([`${file} ei ole sopimuksen mukainen päätös:`, ...errors].join('\n'));
}

/**
 * @returns the practice that takes the decision
 * @throws DecisionFileFault with the problem code that intake would answer with
 */
export function practiceFor(decision: Decision, practices: ReadonlyMap<string, Practice>): Practice {
  const practice = practices.get(decision.team);
  if (practice === undefined) throw refusal('unknown-team');
  const isAnonymous = decision.handling === 'anonymous-consultation';
  if (!isAnonymous && decision.client === undefined) throw refusal('client-missing');
  if (!practice.handlings.includes(decision.handling)) throw refusal('handling-not-allowed');
  return practice;
}

/** @throws DecisionFileFault where the decision refers to somebody whom it does not list */
export function planned<T>(plan: () => T): T {
  try {
    return plan();
  } catch (error) {
    if (error instanceof UnresolvedReference) throw refusal('unknown-reference');
    throw error;
  }
}

const REFUSALS = {
  'unknown-team': 'tiimiä ei ole tässä kokoonpanossa',
  'client-missing': 'päätökseltä puuttuu asiakas',
  'handling-not-allowed': 'tiimin kirjauskäytäntö ei salli tätä käsittelytapaa',
  'unknown-reference': 'päätös viittaa osallistujaan, jota siinä ei ole',
} as const;

const refusal = (code: keyof typeof REFUSALS): DecisionFileFault =>
  new DecisionFileFault(`Päätöstä ei otettaisi vastaan (${code}): ${REFUSALS[code]}.`);

function decisionIn(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'data' in value ? value.data : value;
}

function checked(value: unknown): { readonly isDecision: boolean; readonly errors: readonly string[] } {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats(ajv);
  const { $id: id } = DECISION_EVENT_SCHEMA;
  ajv.addSchema(DECISION_EVENT_SCHEMA);
  const holds = ajv.getSchema(`${id}#/$defs/Decision`);
  const isDecision = holds?.(value) === true;
  const errors = (holds?.errors ?? []).map(
    ({ instancePath, keyword, params }) => `  ${instancePath || '/'} ${keyword}${namesIn(params)}`,
  );
  return { isDecision, errors: [...new Set(errors)] };
}

/** Names of fields are the schema's, or the writer's own slips; values are never told. */
function namesIn({ missingProperty, additionalProperty }: Record<string, unknown>): string {
  const name = missingProperty ?? additionalProperty;
  return typeof name === 'string' ? ` ${name}` : '';
}
