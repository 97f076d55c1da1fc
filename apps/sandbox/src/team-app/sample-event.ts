import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type JsonObject, isObject, objectAt, parseJson, textAt } from '../json.js';

const NAME = /^[a-z0-9][a-z0-9-]{0,63}$/;

/** A CloudEvents 1.0 event of the contract, ready to be sent. */
export interface SampleEvent {
  readonly id: string;
  readonly body: Buffer;
}

/**
 * Reads a sample decision and wraps it into an event. The same sample gives the same id and the same bytes, so
 * that the gateway answers a repeat as a duplicate.
 * @returns undefined where there is no sample of that name
 */
export async function readSampleEvent(samplesDir: string, name: string): Promise<SampleEvent | undefined> {
  if (!NAME.test(name)) return undefined;
  const sample = parseJson(await readFile(join(samplesDir, `${name}.json`)).catch(() => Buffer.alloc(0)));
  return isObject(sample) ? eventOf(sample) : undefined;
}

function eventOf(sample: JsonObject): SampleEvent | undefined {
  const type = textAt(sample, 'type');
  const data = objectAt(sample, 'data');
  const team = textAt(data, 'team');
  const decisionId = textAt(data, 'decisionId');
  if (type === undefined || team === undefined || decisionId === undefined) return undefined;
  const what = JSON.stringify([type, team, decisionId, data?.['version']]);
  const id = `sample-${createHash('sha256').update(what).digest('base64url')}`;
  const event = {
    specversion: '1.0',
    id,
    source: '/sample-team-application',
    type,
    // Not the time of sending: the bytes must be the same every time.
    time: textAt(data, 'decidedAt') ?? '2026-01-01T00:00:00Z',
    subject: `${team}/${decisionId}`,
    datacontenttype: 'application/json',
    data,
  };
  return { id, body: Buffer.from(JSON.stringify(event)) };
}
