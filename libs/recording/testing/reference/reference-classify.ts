import { at, listAt, textAt } from '#http';
import type { JsonAnswer, JsonReply } from '#http';
import type { LookUpOutcome, RecordedVersion, RecordingOrder, WriteOutcome } from '../../src/adapter.js';
import type { PlantedBug } from './planted-bugs.js';
import type { WrittenRecord } from './reference-records.js';

type Difference = Extract<LookUpOutcome, { kind: 'found' }>['differences'][number];

const CODES = ['already-there', 'stale', 'not-found', 'unknown-client', 'no-rights', 'fault-on-demand'];

/** What a write's reply means; the bugs that are in understanding are here. */
export function classifyWrite(reply: JsonReply, bug?: PlantedBug): WriteOutcome {
  if (reply.kind === 'answered') return classifyAnswer(reply, bug);
  const code = `${reply.kind}-${reply.code}`;
  if (reply.kind === 'not-sent') {
    return bug === 'says that it has sent where nobody listens'
      ? { kind: 'unknown', code }
      : { kind: 'not-now', code, sent: false };
  }
  if (bug === 'takes a lost answer for a write not sent') return { kind: 'not-now', code, sent: false };
  return bug === 'takes a lost request for a refusal' ? rejected(code) : { kind: 'unknown', code };
}

function classifyAnswer(answer: JsonAnswer, bug?: PlantedBug): WriteOutcome {
  const { status, body } = answer;
  const code = codeOf(answer, bug);
  if (status === 401) return { kind: 'not-now', code, sent: false };
  if (status === 429 || status === 503) {
    return bug === 'takes a temporary refusal for good'
      ? rejected(code)
      : { kind: 'not-now', code, sent: true, ...retryAfter(answer, bug) };
  }
  if (status >= 500) {
    return bug === 'takes a failing system for a refusal' ? rejected(code) : { kind: 'unknown', code };
  }
  if (answer.content !== 'json' && bug === 'throws at an answer that it cannot read') {
    throw new SyntaxError('no JSON');
  }
  const receipt = receiptOf(body);
  if (status === 409 && textAt(body, 'code') === 'already-there' && receipt !== undefined) {
    return bug === 'takes what is there for a refusal'
      ? rejected(code)
      : { kind: 'already-recorded', receipt, code };
  }
  if (status >= 200 && status < 300) return classifySuccess(answer, receipt, bug);
  if (answer.content !== 'json' || status < 400 || status === 409 || status === 412) {
    return { kind: 'unknown', code };
  }
  return bug === 'takes a refusal for a passing one' ? { kind: 'not-now', code, sent: true } : rejected(code);
}

function classifySuccess(
  answer: JsonAnswer,
  receipt: RecordedVersion | undefined,
  bug?: PlantedBug,
): WriteOutcome {
  const code = codeOf(answer, bug);
  if (receipt !== undefined) {
    const isRepeat = at(answer.body, 'isRepeat') === true;
    return { kind: isRepeat ? 'already-recorded' : 'recorded', receipt, code };
  }
  return bug === 'takes any success for a receipt'
    ? { kind: 'recorded', receipt: { targetId: '', targetVersion: '' }, code }
    : { kind: 'unknown', code };
}

/** What a look-up's reply means. */
export function classifyLookUp(
  reply: JsonReply,
  order: RecordingOrder,
  written: WrittenRecord,
  bug?: PlantedBug,
): LookUpOutcome {
  if (reply.kind !== 'answered') return { kind: 'not-now', code: `read-${reply.kind}-${reply.code}` };
  if (reply.status === 404 && bug === 'believes a page that says not found') {
    return { kind: 'absent', code: 'not-found' };
  }
  const isReadable = reply.status === 200 && Array.isArray(at(reply.body, 'items'));
  if (!isReadable) {
    return bug === 'takes an answer that it cannot read for nothing there'
      ? { kind: 'absent', code: 'no-match' }
      : { kind: 'not-now', code: `read-${codeOf(reply, bug)}`, ...retryAfter(reply, bug) };
  }
  const [first, ...others] = listAt(reply.body, 'items');
  if (first === undefined) return { kind: 'absent', code: 'no-match' };
  if (others.length > 0 && bug !== 'takes the first of several') {
    return { kind: 'several', count: others.length + 1, code: 'several' };
  }
  return compared(first, order, written, bug);
}

function compared(
  item: unknown,
  { operation, previous, clientIdentifier }: RecordingOrder,
  written: WrittenRecord,
  bug?: PlantedBug,
): LookUpOutcome {
  const recorded = { targetId: textAt(item, 'id') ?? '', targetVersion: String(at(item, 'version')) };
  const isOther: Readonly<Record<Difference, boolean>> = {
    client: textAt(item, 'client') !== clientIdentifier.value && bug !== 'does not compare the client',
    content: textAt(item, 'text') !== written.text && bug !== 'does not compare the text',
    status:
      textAt(item, 'status') !== (operation === 'nullify' ? 'nullified' : 'active') &&
      bug !== 'leaves the record standing when it nullifies',
    version: textAt(item, 'versionKey') !== written.versionKey && bug !== 'does not compare the version',
  };
  const isOlder =
    recorded.targetId === previous?.targetId && recorded.targetVersion === previous.targetVersion;
  if (isOther.version && isOlder && bug !== 'takes the version before for another record') {
    return { kind: 'absent', code: 'older-version' };
  }
  const differences = (Object.keys(isOther) as Difference[]).filter((name) => isOther[name]);
  const matches = differences.length === 0;
  return { kind: 'found', recorded, matches, differences, code: matches ? 'equal' : 'differs' };
}

const rejected = (code: string): WriteOutcome => ({ kind: 'rejected', reason: 'rejected-by-system', code });

function codeOf({ status, body }: JsonAnswer, bug?: PlantedBug): string {
  const code = textAt(body, 'code') ?? '';
  const isKnown = CODES.includes(code) || (code !== '' && bug === 'quotes the system in its codes');
  return isKnown ? `reference-${status}-${code}` : `reference-${status}`;
}

function retryAfter({ retryAfterMs }: JsonAnswer, bug?: PlantedBug): { retryAfterMs?: number } {
  if (retryAfterMs === undefined || bug === 'forgets when to come back') return {};
  return { retryAfterMs: bug === 'takes seconds for milliseconds' ? retryAfterMs / 1000 : retryAfterMs };
}

function receiptOf(body: unknown): RecordedVersion | undefined {
  const targetId = textAt(body, 'id');
  const targetVersion = textAt(body, 'version');
  return targetId === undefined || targetVersion === undefined ? undefined : { targetId, targetVersion };
}
