import type { Client, Consent, Decision, Participant } from '#domain';
import { parseWebhookKey, signWebhook } from '#security';

/** Test data: the client's identity code is artificial (900-999), all names and texts are made up. */
export const CLIENT: Client = {
  personalIdentityCode: '010594Y9032',
  givenName: 'Matti',
  familyName: 'Meikäläinen',
  typClient: true,
};

export const CHAIR: Participant = {
  id: 'chair',
  role: 'physician',
  name: 'Liisa Lääkäri',
  organisation: { name: 'Varsinais-Suomen hyvinvointialue' },
};

export const CONSENT: Consent = {
  id: 'S-1',
  givenOn: '2026-10-05',
  form: 'work-ability-team',
  method: 'written',
  covers: ['health'],
};

/** A decision that intake takes; `undefined` takes a field away. */
export function aDecision(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const decision: Decision = {
    team: 'kaarina',
    decisionId: 'KAA-1',
    version: 1,
    handling: 'meeting',
    handledOn: '2026-11-17',
    decidedAt: '2026-11-17T12:30:00+02:00',
    client: CLIENT,
    consent: CONSENT,
    participants: [CHAIR],
    summary: 'Sovittiin jatkosta.',
  };
  return { ...decision, ...changes };
}

/** The same without anything of a client. */
export function anAnonymousConsultation(
  changes: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  return aDecision({ handling: 'anonymous-consultation', client: undefined, consent: undefined, ...changes });
}

/** An event round the data; `undefined` takes an attribute away. */
export function anEvent(
  data: unknown = aDecision(),
  changes: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  return {
    specversion: '1.0',
    id: 'evt-1',
    source: '/tiimisovellus',
    type: 'fi.kuittaus.decision.made',
    time: '2026-11-17T12:31:00+02:00',
    data,
    ...changes,
  };
}

export interface Signing {
  readonly secret: string;
  readonly at: Date;
  readonly id: string;
}

/** @returns the headers of Standard Webhooks for a body */
export function signedHeaders(body: Buffer, { secret, at, id }: Signing): Record<string, string> {
  const key = parseWebhookKey(secret);
  if (key.scheme !== 'v1') throw new TypeError('a secret is wanted');
  const timestamp = String(Math.floor(at.getTime() / 1000));
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signWebhook(key.secret, { id, timestamp, body }),
  };
}
