import { handText } from '#console-texts';
import type { HandTask, TextLanguage } from '#console-texts';
import { releaseWaiting, writtenBefore } from '#domain';
import type { Client, ConsentReason, TrackedTask } from '#domain';
import { actorOf, findTaskAccess, noteContentRead, readAcknowledgement } from '#ledger';
import type { LockedDecision } from '#ledger';
import type { Principal } from '#security';
import { standingsOf } from '../access/standing.js';
import { Problem } from '../http/problem.js';
import { RECORDING } from './act-rules.js';
import type { ActingOptions } from './acting-options.js';
import type { ContentView } from './task-acts.js';
import { whoActs } from './who-acts.js';

/** There is a text to record, or one that was. */
export const STATES_WITH_TEXT: readonly TrackedTask['state'][] = [
  'awaiting-person',
  'needs-attention',
  'attested',
  'confirmed',
];

export interface AskedContent {
  readonly taskId: string;
  readonly caller: Principal;
  readonly language: TextLanguage;
}

/**
 * Gives a person the text to record, and notes it on the audit log. The first reading is the moment of the write by
 * hand: what consent forbids by then ends withheld, and is told to nobody (ground rules 8 and 10).
 * @returns the text; a problem where the reading itself had to change the task, which must be kept
 * @throws Problem
 */
export async function readContent(
  decision: LockedDecision,
  { taskId, caller, language }: AskedContent,
  options: ActingOptions,
): Promise<ContentView | Problem> {
  const { index } = options.ledger;
  const task = decision.tasks.find(({ id }) => id === taskId);
  const access = task === undefined ? undefined : await findTaskAccess(decision.tx, task.id);
  const standing =
    access === undefined
      ? undefined
      : standingsOf(caller, access, index).find((one) => RECORDING.includes(one));
  if (task === undefined || access === undefined || standing === undefined) throw new Problem('not-found');
  if (decision.erased) throw new Problem('erased');
  if (!STATES_WITH_TEXT.includes(task.state)) throw new Problem('nothing-to-record-by-hand');

  const newest = await decision.readNewest();
  const version = await decision.readDecision(task.version);
  const content = await decision.readContent(task.id);
  if (newest === undefined || version?.client === undefined || content === undefined) {
    throw new Problem('not-found');
  }
  const person = whoActs(standing, caller, { task, version, index });
  const reason = options.consentGate(task, newest, decision.now);
  if (reason !== undefined && !access.isContentRead && isToBeRecorded(task)) {
    await withhold(decision, task, reason, { actor: actorOf(person), options });
    return new Problem('content-withheld');
  }
  await noteContentRead(decision, task.id, person);
  const hand = await handTask(decision, task, content, options);
  const { text, fields } = handText(hand, language);
  const { record, operation } = task;
  return {
    text,
    ...(fields.length === 0 ? {} : { fields }),
    record,
    operation,
    client: clientView(version.client),
  };
}

const isToBeRecorded = ({ state, sent }: TrackedTask): boolean =>
  !sent && (state === 'awaiting-person' || state === 'needs-attention');

async function withhold(
  decision: LockedDecision,
  task: TrackedTask,
  reason: ConsentReason,
  { actor, options }: { readonly actor: string; readonly options: ActingOptions },
): Promise<void> {
  const withheld: TrackedTask = { ...task, state: 'withheld', reason };
  const tasks = decision.tasks.map((other) => (other.id === task.id ? withheld : other));
  await decision.save({
    actor,
    transitions: [
      { task: withheld, event: 'task.withheld' },
      ...releaseWaiting(tasks, options.isInstalled, decision),
    ],
  });
}

async function handTask(
  decision: LockedDecision,
  task: TrackedTask,
  content: HandTask['content'],
  { ledger }: ActingOptions,
): Promise<HandTask> {
  const { operation } = task;
  const isUncertain = task.sent && (task.state === 'needs-attention' || task.state === 'awaiting-person');
  const written = operation === 'create' ? undefined : writtenBefore(task, decision.tasks);
  if (written === undefined) return { operation, content, isUncertain };
  const earlier = await decision.readContent(written.id);
  const said = await readAcknowledgement(decision, ledger.vault, written.id);
  const earlierId = written.state === 'confirmed' ? written.evidence?.targetId : said?.reference;
  return {
    operation,
    content,
    isUncertain,
    ...(earlier === undefined ? {} : { earlier }),
    ...(earlierId === undefined ? {} : { earlierId }),
  };
}

/** No more of the client than the record is found by: where they live is nobody's to record. */
const clientView = ({ givenName, familyName, personalIdentityCode, temporaryId }: Client) => ({
  givenName,
  familyName,
  ...(personalIdentityCode === undefined ? {} : { personalIdentityCode }),
  ...(temporaryId === undefined ? {} : { temporaryId: temporaryId.value }),
});
