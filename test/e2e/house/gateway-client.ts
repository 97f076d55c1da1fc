import { randomUUID } from 'node:crypto';
import { parseWebhookKey, signWebhook } from '#security';
import type { CloudEvent, TaskView } from './views.js';
import type { DecisionView, IntakeAnswer, Problem, SystemView, TaskWithAttempts } from './views.js';

/** What the gateway answered; the body is what the test takes it for. */
export interface Answer<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Body;
}

export interface Sending {
  /** Instead of the event's JSON. */
  readonly rawBody?: Buffer;
  /** Instead of, or beside, the headers of a rightly signed webhook. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Unix milliseconds of the signature. */
  readonly at?: number;
  readonly secret?: string;
}

export interface GatewayAddresses {
  readonly gateway: string;
  readonly identity: string;
  readonly senderSecret: string;
}

/** Everybody who talks to the gateway from outside: the sample sender, and bearers of tokens. */
export class GatewayClient {
  /** The text of every answer so far, in the order of their coming. */
  readonly answers: string[] = [];
  private readonly tokens = new Map<string, Promise<string>>();

  constructor(private readonly addresses: GatewayAddresses) {}

  /** Signs as sender `sample`, and sends. */
  async send(event: CloudEvent, sending: Sending = {}): Promise<Answer<IntakeAnswer & Problem>> {
    const body = sending.rawBody ?? Buffer.from(JSON.stringify(event));
    return this.call('/v1/webhooks/decisions', {
      method: 'POST',
      headers: {
        'content-type': 'application/cloudevents+json',
        ...this.signature(event.id, body, sending),
        ...sending.headers,
      },
      body: new Uint8Array(body),
    });
  }

  /** As {@link send}, for an event that must be taken. */
  async deliver(event: CloudEvent): Promise<IntakeAnswer> {
    const { status, body, text } = await this.send(event);
    if (status !== 202) throw new Error(`${event.id} was answered with ${status}: ${text}`);
    return body;
  }

  /** As a sender does that is told nothing, or to come again: the same bytes until they are taken. */
  async sendUntilTaken(event: CloudEvent, withinMs = 60_000): Promise<IntakeAnswer> {
    const until = performance.now() + withinMs;
    for (;;) {
      const answer = await this.send(event).catch((failure: unknown) => failure);
      if (!(answer instanceof Error)) {
        const { status, body, text } = answer as Answer<IntakeAnswer>;
        if (status === 202) return body;
        if (status < 500) throw new Error(`${event.id} was refused with ${status}: ${text}`);
      }
      if (performance.now() > until) throw new Error(`${event.id} was never taken: ${String(answer)}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** @returns an access token of the development identity provider, for all teams unless the claims say else */
  token(role: string, claims: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const request = JSON.stringify({ role, ...claims });
    const known = this.tokens.get(request) ?? this.freshToken(request);
    this.tokens.set(request, known);
    return known;
  }

  /** @param role whose token is shown; none without it */
  async get<Body>(path: string, role?: string, headers: Record<string, string> = {}): Promise<Answer<Body>> {
    const authorization = role === undefined ? {} : { authorization: `Bearer ${await this.token(role)}` };
    return this.call(path, { method: 'GET', headers: { ...authorization, ...headers } });
  }

  async decision(team: string, decisionId: string): Promise<DecisionView> {
    return this.read(`/v1/decisions/${team}/${decisionId}`, 'team-app');
  }

  async task(id: string): Promise<TaskWithAttempts> {
    return this.read(`/v1/recording-tasks/${id}`, 'auditor');
  }

  async systems(): Promise<readonly SystemView[]> {
    return (await this.read<{ items: SystemView[] }>('/v1/systems', 'sysadmin')).items;
  }

  private async read<Body>(path: string, role: string): Promise<Body> {
    const { status, body, text } = await this.get<Body>(path, role);
    if (status !== 200) throw new Error(`GET ${path} was answered with ${status}: ${text}`);
    return body;
  }

  private signature(id: string, body: Buffer, { at = Date.now(), secret }: Sending): Record<string, string> {
    const key = parseWebhookKey(secret ?? this.addresses.senderSecret);
    if (key.scheme !== 'v1') throw new Error('the sample sender has a secret');
    const timestamp = String(Math.floor(at / 1000));
    return {
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': signWebhook(key.secret, { id, timestamp, body }),
    };
  }

  private async call<Body>(path: string, request: RequestInit): Promise<Answer<Body>> {
    const response = await fetch(`${this.addresses.gateway}${path}`, {
      ...request,
      redirect: 'error',
      signal: AbortSignal.timeout(30_000),
    });
    const text = await response.text();
    this.answers.push(text, JSON.stringify([...response.headers]));
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: (isJson ? JSON.parse(text) : {}) as Body,
    };
  }

  private async freshToken(request: string): Promise<string> {
    const response = await fetch(`${this.addresses.identity}/token`, { method: 'POST', body: request });
    const { token } = (await response.json()) as { token: string };
    return token;
  }
}

/** An event of the team application round the data. */
export const anEvent = (
  data: object,
  { id = randomUUID(), type = 'fi.kuittaus.decision.made' }: { id?: string; type?: string } = {},
): CloudEvent => ({
  specversion: '1.0',
  id,
  source: '/tiimisovellus',
  type,
  time: '2026-11-17T12:31:00+02:00',
  data,
});

export const isLifecare = ({ system }: TaskView): boolean => system === 'lifecare';
