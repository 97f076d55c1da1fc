import type { Decision, TrackedTask } from '#domain';
import { v7 as uuid } from 'uuid';
import { PERSON } from '#ledger/testing';
import { ToldLedger } from '../../testing/told-ledger.js';
import type { Mail } from '../mail/mailer.js';
import { MailNotSent } from '../mail/mailer.js';
import { escalationRound } from './escalate-overdue.js';
import type { EscalateOverdueOptions } from './escalate-overdue.js';

const WORKLIST = 'https://kuittaus.example/tyolista';
/** A Tuesday. */
const MORNING = new Date('2026-11-17T07:00:00Z');
const LATE: Partial<TrackedTask> = { dueAt: new Date('2026-01-05T21:59:59.999Z') };

let told: ToldLedger;
const mails: Mail[] = [];
beforeAll(async () => {
  told = await ToldLedger.open();
});
afterAll(() => told.stop());
beforeEach(async () => {
  await told.query('update task set due_at = $1', [new Date('2099-01-01T00:00:00Z')]);
  mails.length = 0;
});

const dayLater = (days: number): Date => new Date(MORNING.getTime() + days * 86_400_000);
const roundAt = (now: Date, differences: Partial<EscalateOverdueOptions> = {}): Promise<boolean> =>
  escalationRound({
    ledger: told.ledger,
    practices: new Map([
      [
        'kaarina',
        {
          escalation: {
            workingDaysAStep: 1,
            unit: 'yksikko@alue.example',
            administrator: 'paa@alue.example',
          },
        },
      ],
    ]),
    send: (mail) => Promise.resolve(void mails.push(mail)),
    worklistUrl: WORKLIST,
    graceMs: 0,
    log: told.log,
    clock: () => now,
    ...differences,
  })();
const addresses = (): string[] => mails.map(({ to }) => to);

const person = (id: string, email: string, more: object = {}): Decision['participants'][number] => ({
  id,
  role: 'physician',
  name: 'Liisa Lääkäri',
  organisation: { name: 'Hyvinvointialue' },
  email,
  ...more,
});

/** Two overdue tasks of one recorder, in a decision with a case manager and a convener. */
const overdueDecision = (): Promise<TrackedTask[]> =>
  told.decision(uuid(), [LATE, { ...LATE, record: 'plan' }], {
    caseManager: 'manager',
    participants: [
      person('chair', 'kirjaaja@tiimi.example'),
      person('manager', 'Vastuu@tiimi.example'),
      person('convener', 'kutsuja@tiimi.example', { functions: ['convener'] }),
    ],
  });

describe('a deadline that has passed', () => {
  it('is told of up the ladder, a step a working day, one message a decision and step', async () => {
    await overdueDecision();
    for (const day of [0, 0, 1, 2, 3, 6, 7]) {
      await Promise.all([roundAt(dayLater(day)), roundAt(dayLater(day))]);
    }
    expect(addresses()).toEqual([
      'kirjaaja@tiimi.example',
      'vastuu@tiimi.example',
      'kutsuja@tiimi.example',
      'yksikko@alue.example',
      'paa@alue.example',
    ]);
  });

  it('says how many and where, and nothing of the case', async () => {
    await overdueDecision();
    await roundAt(MORNING);
    const { subject, text } = mails[0]!;
    expect(text).toContain('2 kirjaustehtävän määräaika on mennyt');
    expect(text).toContain(WORKLIST);
    for (const secret of [PERSON.code, PERSON.family, PERSON.text, 'kaarina', 'Liisa', 'lifecare']) {
      expect(`${subject} ${text}`).not.toContain(secret);
    }
  });

  it('is told of in working hours only', async () => {
    await overdueDecision();
    await roundAt(new Date('2026-11-17T19:00:00Z'));
    await roundAt(new Date('2026-11-21T09:00:00Z'));
    expect(mails).toEqual([]);
  });

  it('is no alarm for a task that has only just come', async () => {
    await overdueDecision();
    await roundAt(MORNING, { graceMs: 3_600_000 });
    expect(mails).toEqual([]);
  });

  it('leaves out whoever is not there', async () => {
    await told.decision(uuid(), [LATE], { participants: [] });
    await roundAt(MORNING);
    expect(addresses()).toEqual(['yksikko@alue.example']);
  });

  it('is told of no more when the tasks are done, and from the beginning for the next ones', async () => {
    const tasks = await overdueDecision();
    await roundAt(MORNING);
    for (const task of tasks) await told.confirm(task);
    await roundAt(dayLater(1));
    expect(mails).toHaveLength(1);
    await told.move(tasks[0]!, { state: 'awaiting-person', channel: 'manual' });
    await roundAt(dayLater(2));
    expect(addresses()).toEqual(['kirjaaja@tiimi.example', 'kirjaaja@tiimi.example']);
  });

  it('is told of later when the mail server is away, and not to an address that it refuses', async () => {
    await overdueDecision();
    await roundAt(MORNING, { send: () => Promise.reject(new MailNotSent(false)) });
    await roundAt(MORNING, { send: () => Promise.reject(new MailNotSent(true)) });
    await roundAt(MORNING);
    expect(mails).toEqual([]);
    await roundAt(dayLater(1));
    expect(addresses()).toEqual(['vastuu@tiimi.example']);
  });

  it('of a team with slower steps takes its time', async () => {
    await overdueDecision();
    const practices = new Map([['kaarina', { escalation: { workingDaysAStep: 2 } }]]);
    for (const day of [0, 1, 2, 3]) await roundAt(dayLater(day), { practices });
    expect(addresses()).toEqual(['kirjaaja@tiimi.example', 'vastuu@tiimi.example']);
  });
});
