import type { Client, Decision } from '#domain';
import { contractCases } from '../../e2e/contract-cases.js';
import { aDecision, identityCode } from '../../e2e/decisions.js';

/** A kind of decision that the load driver sends; every person in it is artificial. */
export interface Template {
  readonly name: string;
  readonly decision: Decision;
  /** The places (`system/record`) that version 1 must be planned for, where the contract says so. */
  readonly places?: readonly string[];
  /** Nothing of it may be written anywhere: the consent is missing. */
  readonly isWithheld?: boolean;
}

/** In every name and text of the load: where it turns up outside the ledger and the systems, something leaked. */
export const FAMILY_NAME = 'Kaaosnen';
export const MARK = 'kaaosmerkki';

const MADE = 'fi.kuittaus.decision.made';

/** One of the contract's cases each: every team, every system. */
export const CASE_TEMPLATES: readonly Template[] = contractCases.flatMap(({ name, steps }) => {
  const [first] = steps;
  const tasks = first?.expect.tasks ?? [];
  if (first?.event.type !== MADE || first.expect.status !== 202 || tasks.length === 0) return [];
  const places = tasks.map((task) => `${String(task['system'])}/${String(task['record'])}`);
  return [{ name, decision: first.event.data, places }];
});

export const KAARINA: Template = {
  name: 'kaarina-plain',
  decision: aDecision(0),
  places: ['lifecare/consent', 'lifecare/recommendation', 'kanta/recommendation', 'sofia-crm/contact-note'],
};

export const WITHOUT_CONSENT: Template = {
  name: 'without-consent',
  decision: withoutConsent(aDecision(0)),
  isWithheld: true,
};

function withoutConsent({ consent: _none, ...rest }: Decision): Decision {
  return rest;
}

/** @param n each gives another client and decision; versions of one differ in every text */
export function decisionOf(template: Template, n: number, version: number): Decision {
  const { decision } = template;
  const marked = markTexts(decision, `${MARK} ${String(n)}.${String(version)}.`);
  return {
    ...marked,
    decisionId: `CHAOS-${String(n)}`,
    version,
    client: clientOf(decision.client, n),
    ...(decision.consent === undefined
      ? {}
      : { consent: { ...decision.consent, id: `S-CHAOS-${String(n)}` } }),
    ...(version > 1 ? { correctionReason: `${MARK} korjaus` } : {}),
  };
}

function clientOf(client: Client | undefined, n: number): Client {
  const { temporaryId: _none, ...rest } = client ?? { givenName: '', familyName: '', typClient: false };
  return {
    ...rest,
    givenName: `Kaaos${String(n)}`,
    familyName: FAMILY_NAME,
    personalIdentityCode: identityCode(n),
  };
}

/** Puts the mark at the end of every free text that is recorded. */
function markTexts(decision: Decision, mark: string): Decision {
  const walk = (value: unknown, name: string): unknown => {
    if (typeof value === 'string') {
      return ['text', 'summary', 'goal'].includes(name) ? `${value} ${mark}` : value;
    }
    if (Array.isArray(value)) return value.map((item) => walk(item, name));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item, key)]));
  };
  return walk(decision, '') as Decision;
}

const MARKED = new RegExp(`${MARK} ([0-9]+)\\.([0-9]+)\\.`, 'g');

/** @returns the newest version that a record's text comes from; undefined where it holds no text of ours */
export function versionIn(content: string, n: number): number | undefined {
  const versions = [...content.matchAll(MARKED)]
    .filter(([, decision]) => Number(decision) === n)
    .map(([, , version]) => Number(version));
  return versions.length === 0 ? undefined : Math.max(...versions);
}
