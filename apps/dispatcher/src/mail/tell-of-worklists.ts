import { worklistMail } from '#console-texts';
import type { Ledger, MailDay, WaitingPerson } from '#ledger';
import type { Logger } from '#observability';
import { isMailTime, mailDayOf } from './mail-hours.js';
import { MailNotSent } from './mailer.js';
import type { SendMail } from './mailer.js';

export interface WorklistMailOptions {
  readonly ledger: Ledger;
  readonly send: SendMail;
  /** Where the worklist is. */
  readonly worklistUrl: string;
  readonly log: Logger;
  readonly clock: () => Date;
}

const PEOPLE_A_ROUND = 100;

/**
 * Tells people once a working day that tasks wait for them: how many, how many are near or past their deadline, and
 * where. Nobody is told twice a day, also by several dispatchers; a mail that could not be sent is tried again.
 * @returns one round; true when there are more people to tell
 */
export function worklistMailRound(options: WorklistMailOptions): () => Promise<boolean> {
  const { ledger, clock, log } = options;
  return async () => {
    const now = clock();
    if (!isMailTime(now)) return false;
    const day = mailDayOf(now);
    const people = await ledger.findWaitingPeople(day, PEOPLE_A_ROUND);
    let told = 0;
    for (const person of people) if (await tell(person, day, options)) told += 1;
    if (told > 0) log.info('mails.sent', { count: told });
    return people.length === PEOPLE_A_ROUND && told > 0;
  };
}

/** @returns whether a mail went out */
async function tell(
  person: WaitingPerson,
  day: MailDay,
  { ledger, send, worklistUrl, log }: WorklistMailOptions,
): Promise<boolean> {
  const address = await ledger.readAddress(person.taskId);
  if (!(await ledger.claimMail(person.person, day)) || address === undefined) return false;
  try {
    await send({ to: address, ...worklistMail(person, worklistUrl) });
    return true;
  } catch (failure) {
    if (!(failure instanceof MailNotSent)) throw failure;
    if (!failure.isPermanent) await ledger.releaseMailClaim(person.person, day);
    log.warn('mail.not-sent', { code: failure.isPermanent ? 'permanent' : 'temporary' });
    return false;
  }
}
