import { randomUUID } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { createLogger } from '#observability';
import { type JsonObject, isObject, parseJson } from '../src/json.js';
import { RecordVersions } from '../src/rest/record-versions.js';

/** What came back; `body` is empty where there was no JSON object. */
export interface RestAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: JsonObject;
}

export const logger = createLogger({ app: 'sandbox', level: 'error' });

/** A running REST stand-in on a free port. */
export class RestStand {
  private constructor(
    readonly address: string,
    private readonly dataDir: string,
    private readonly build: (store: RecordVersions) => FastifyInstance,
    readonly stop: () => Promise<void>,
  ) {}

  /** @param dataDir data of an earlier stand; a new folder where absent */
  static async start(
    build: (store: RecordVersions) => FastifyInstance,
    dataDir?: string,
  ): Promise<RestStand> {
    const folder = dataDir ?? (await mkdtemp(join(tmpdir(), 'rest-stand-in-')));
    const store = await RecordVersions.open(join(folder, 'journal.jsonl'));
    const app = build(store);
    const address = await app.listen({ host: '127.0.0.1', port: 0 });
    return new RestStand(address, folder, build, async () => {
      await app.close();
      await store.close();
    });
  }

  /** Stops it and starts another on the same data. */
  async restart(): Promise<RestStand> {
    await this.stop();
    return RestStand.start(this.build, this.dataDir);
  }

  async call(path: string, init: RequestInit = {}): Promise<RestAnswer> {
    const response = await fetch(this.address + path, init);
    const text = await response.text();
    const body = parseJson(Buffer.from(text));
    return { status: response.status, headers: response.headers, text, body: isObject(body) ? body : {} };
  }

  async journal(): Promise<readonly JsonObject[]> {
    const rows: unknown = JSON.parse((await this.call('/_journal')).text);
    return Array.isArray(rows) ? rows.filter(isObject) : [];
  }

  fault(order: JsonObject): Promise<RestAnswer> {
    return this.call('/_faults', { method: 'POST', body: JSON.stringify(order) });
  }
}

export const CLIENT = '010594Y9032';
export const RECORDER: JsonObject = {
  name: 'Tiina Työ',
  role: 'employment-specialist',
  organisation: { name: 'Testikunnan työllisyyspalvelut', businessId: '0204819-8' },
};

export const newKey = (): string => randomUUID().replaceAll('-', '');

/** What both contracts hold of a record; each function takes what is to be different. */
export function recordMembers(different: JsonObject = {}): JsonObject {
  return {
    versionKey: newKey(),
    client: { system: '1.2.246.21', value: CLIENT },
    content: {
      record: 'measures',
      handledOn: '2026-11-17',
      measures: [{ text: 'Työkokeilu', dueOn: '2026-12-31', responsible: 'Tiina Työ' }],
    },
    text: 'Toimenpiteet\n- Työkokeilu',
    recorder: RECORDER,
    onBehalfOf: [RECORDER],
    ...different,
  };
}
