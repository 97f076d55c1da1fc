import { type KeyObject, generateKeyPairSync, randomUUID } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { createLogger } from '#observability';
import { type JsonObject, isObject, objectsAt, parseJson, textAt } from '../src/json.js';
import { buildLifecare } from '../src/lifecare/build-server.js';
import { RecordStore } from '../src/lifecare/store/record-store.js';

const keys = generateKeyPairSync('ec', { namedCurve: 'P-384' });

/** What came back; `body` is empty where there was no JSON object. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: JsonObject;
}

export interface StandOptions {
  /** Data of an earlier stand; a new folder where absent. */
  readonly dataDir?: string;
  readonly tokenLifetimeMs?: number;
}

/** A running stand-in on a free port, and a client that is registered with it. */
export class LifecareStand {
  private constructor(
    readonly address: string,
    readonly dataDir: string,
    readonly stop: () => Promise<void>,
    private token = '',
  ) {}

  static async start({ dataDir, tokenLifetimeMs = 300_000 }: StandOptions = {}): Promise<LifecareStand> {
    const folder = dataDir ?? (await mkdtemp(join(tmpdir(), 'lifecare-')));
    const store = await RecordStore.open(join(folder, 'journal.jsonl'));
    const logger = createLogger({ app: 'sandbox', level: 'error' });
    let address = '';
    const base = (): string => address;
    const app = buildLifecare({ store, clientKey: keys.publicKey, tokenLifetimeMs, logger, base });
    address = await app.listen({ host: '127.0.0.1', port: 0 });
    const stop = async (): Promise<void> => {
      await app.close();
      await store.close();
    };
    return new LifecareStand(address, folder, stop);
  }

  /** Stops it and starts another on the same data. */
  async restart(): Promise<LifecareStand> {
    await this.stop();
    return LifecareStand.start({ dataDir: this.dataDir });
  }

  async call(path: string, init: RequestInit = {}): Promise<Answer> {
    const response = await fetch(this.address + path, init);
    const text = await response.text();
    const body = parseJson(Buffer.from(text));
    return { status: response.status, headers: response.headers, text, body: isObject(body) ? body : {} };
  }

  /** A FHIR call with a token and a request id; what is given in `init.headers` goes before. */
  async fhir(path: string, init: RequestInit = {}): Promise<Answer> {
    if (this.token === '') this.token = await this.fetchToken();
    const headers = new Headers({ Authorization: `Bearer ${this.token}`, 'X-Request-Id': randomUUID() });
    for (const [name, value] of new Headers(init.headers)) headers.set(name, value);
    return this.call(`/fhir${path}`, { ...init, headers });
  }

  transaction(bundle: unknown): Promise<Answer> {
    const headers = { 'Content-Type': 'application/fhir+json; charset=utf-8' };
    return this.fhir('', { method: 'POST', headers, body: JSON.stringify(bundle) });
  }

  search(type: string, parameters: Record<string, string>): Promise<Answer> {
    return this.fhir(`/${type}/_search`, { method: 'POST', body: new URLSearchParams(parameters) });
  }

  async journal(): Promise<readonly JsonObject[]> {
    const response = await fetch(`${this.address}/_journal`);
    const rows: unknown = await response.json();
    return Array.isArray(rows) ? rows.filter(isObject) : [];
  }

  fault(order: JsonObject): Promise<Answer> {
    return this.call('/_faults', { method: 'POST', body: JSON.stringify(order) });
  }

  async fetchToken(): Promise<string> {
    const answer = await this.askForToken({ client_assertion: await this.assertion() });
    return textAt(answer.body, 'access_token') ?? '';
  }

  askForToken(form: Record<string, string>): Promise<Answer> {
    const usual = {
      grant_type: 'client_credentials',
      scope: 'system/*.cruds',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    };
    return this.call('/auth/token', { method: 'POST', body: new URLSearchParams({ ...usual, ...form }) });
  }

  /** A right assertion, with what is given in place of the usual. */
  assertion({ claims = {}, header = {}, key = keys.privateKey }: AssertionParts = {}): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const usual = {
      iss: 'kuittaus',
      sub: 'kuittaus',
      aud: `${this.address}/auth/token`,
      exp: now + 240,
      iat: now,
      jti: randomUUID(),
    };
    return new SignJWT({ ...usual, ...claims })
      .setProtectedHeader({ alg: 'ES384', typ: 'JWT', kid: 'key-1', ...header })
      .sign(key);
  }
}

export interface AssertionParts {
  readonly claims?: JsonObject;
  readonly header?: Readonly<Record<string, string>>;
  readonly key?: KeyObject;
}

/** The detailed codes of an OperationOutcome's issues, in order. */
export function issueCodes({ body }: Answer): readonly (string | undefined)[] {
  return objectsAt(body, 'issue').map((issue) => {
    const details = issue['details'];
    return isObject(details) ? textAt(objectsAt(details, 'coding')[0], 'code') : undefined;
  });
}
