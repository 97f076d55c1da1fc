import { Problem } from '../../http/problem.js';
import { parseStrictJson } from '../json/parse-strict-json.js';
import type { ReceivedEvent } from './cloud-event.js';
import { readEnvelope } from './read-envelope.js';

/** From the signed bytes to an event: each 400 of the contract's table, in its order. */
export function readEvent(rawBody: Buffer, webhookId: string): ReceivedEvent | Problem {
  const parsed = parseStrictJson(rawBody);
  if ('fault' in parsed) return new Problem(parsed.fault);
  const envelope = readEnvelope(parsed.value, webhookId);
  return 'event' in envelope ? envelope.event : new Problem('not-a-cloudevent', { errors: envelope.faults });
}
