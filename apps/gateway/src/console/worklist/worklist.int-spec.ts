import { CONSOLE_WORDS, WORKLIST_TEXTS } from '#console-texts';
import type { Decision, TrackedTask } from '#domain';
import { PERSON, storeDecision } from '#ledger/testing';
import { v7 as uuid } from 'uuid';
import {
  CHAIR,
  KELA,
  kelaTask,
  newTask,
  OTHER,
  startActingBench,
  teamDecision,
} from '../../../testing/acting-bench.js';
import type { ActingBench } from '../../../testing/acting-bench.js';
import { getPage, postForm, signedIn } from '../../../testing/gateway-under-test.js';
import type { CookieHeaders, PageAnswer } from '../../../testing/signed-in.js';

const FI = WORKLIST_TEXTS.fi;
const KELA_IN = signedIn({ roles: ['participant'], participant: KELA });
const CHAIR_IN = signedIn({ roles: ['participant'], participant: CHAIR });
const OTHER_IN = signedIn({ roles: ['participant'], participant: OTHER });
const DEPUTY_IN = signedIn({ roles: ['deputy'], subject: 'sijainen-7', organisation: '0246246-0' });

let bench: ActingBench;
beforeAll(async () => {
  bench = await startActingBench();
});
afterAll(() => bench.stop());
beforeEach(() => {
  bench.consent = undefined;
});

const addressOf = ({ id }: TrackedTask, path = ''): string => `/console/worklist/${id}${path}`;
const open = (task: TrackedTask, person = KELA_IN): Promise<PageAnswer> =>
  getPage(bench.gateway.app, addressOf(task), person);
const list = (query = '', person = KELA_IN): Promise<PageAnswer> =>
  getPage(bench.gateway.app, `/console/worklist${query}`, person);

/** What the page's own forms carry. */
const hiddenIn = ({ text }: PageAnswer, name: string): string =>
  (new RegExp(`name="${name}" value="([^"]*)"`, 'u').exec(text)?.[1] ?? '').replaceAll('&quot;', '"');

const seenOn = (page: PageAnswer): Record<string, string> => ({
  tag: hiddenIn(page, 'tag'),
  seen: hiddenIn(page, 'seen'),
});

const post = (
  task: TrackedTask,
  act: string,
  fields: Readonly<Record<string, string>>,
  person: CookieHeaders = KELA_IN,
): Promise<PageAnswer> => postForm(bench.gateway.app, addressOf(task, `/${act}`), fields, person);

async function stored(task = kelaTask()): Promise<TrackedTask> {
  await bench.store(task);
  return task;
}

const acknowledgedBy = async (task: TrackedTask, person: CookieHeaders): Promise<PageAnswer> =>
  post(task, 'acknowledgement', { ...seenOn(await open(task, person)), outcome: 'recorded' }, person);

const countOf = async (
  task: TrackedTask,
  table: 'task_act' | 'audit_entry',
  kind: string,
): Promise<number> => {
  const [row] = await bench.query<{ count: number }>(
    `select count(*)::int as count from ${table} where task = $1 and kind = $2`,
    [task.id, kind],
  );
  return row?.count ?? 0;
};

describe('the list', () => {
  it('shows a person’s own tasks and no one else’s, with nothing of the client', async () => {
    const task = await stored();
    const { status, text } = await list();
    expect(status).toBe(200);
    expect(text).toContain(`href="${addressOf(task)}"`);
    expect(text).not.toMatch(new RegExp(`${PERSON.family}|${PERSON.code}|${PERSON.text}`, 'u'));
    expect((await list('', OTHER_IN)).text).not.toContain(task.id);
    expect((await list('', CHAIR_IN)).text).not.toContain(task.id);
  });

  it('shows a deputy the organisation’s, those of people without an address too', async () => {
    const task = await stored();
    const { text } = await list('', DEPUTY_IN);
    expect(text).toContain(`href="${addressOf(task)}"`);
    const elsewhere = signedIn({ roles: ['deputy'], subject: 'x', organisation: 'Muu Oy' });
    expect((await list('', elsewhere)).text).not.toContain(task.id);
  });
});

describe('a task', () => {
  it('holds nothing of the client or the text until it is asked for, and each asking is on the log', async () => {
    const task = await stored();
    const before = await open(task);
    expect(before.text).not.toMatch(new RegExp(`${PERSON.family}|${PERSON.code}|${PERSON.text}`, 'u'));
    expect(await countOf(task, 'audit_entry', 'content.read')).toBe(0);

    const after = await post(task, 'content', {});
    expect(after.status).toBe(200);
    for (const part of [`${PERSON.family} Matti`, PERSON.code, PERSON.text]) {
      expect(after.text).toContain(part);
    }
    expect(after.text).toMatch(/data-copy="record-text"/u);
    expect(after.text).toMatch(/data-copy="record-part-1"/u);
    expect(await countOf(task, 'audit_entry', 'content.read')).toBe(1);
  });

  it.each([
    ['another participant', OTHER_IN],
    [
      'a deputy of another organisation',
      signedIn({ roles: ['deputy'], subject: 'd', organisation: 'Muu Oy' }),
    ],
    [
      'an administrator who is a participant elsewhere',
      signedIn({ roles: ['participant', 'sysadmin'], participant: OTHER }),
    ],
  ])('does not exist for %s, in any way', async (_who, person) => {
    const task = await stored();
    const seen = seenOn(await open(task));
    expect((await open(task, person)).status).toBe(404);
    expect((await post(task, 'content', {}, person)).status).toBe(404);
    expect((await post(task, 'acknowledgement', { ...seen, outcome: 'recorded' }, person)).status).toBe(404);
    expect((await bench.stateOf(task)).state).toBe('awaiting-person');
  });

  it('tells of the consent, where it is recorded, and of the case manager', async () => {
    const decision: Decision = {
      ...teamDecision(uuid()),
      caseManager: 'chair',
      consent: {
        id: 'c-1',
        givenOn: '2026-11-03',
        validUntil: '2027-05-31',
        form: 'work-ability-team',
        method: 'written',
        covers: ['health', 'benefits'],
      },
    };
    const task = kelaTask({ state: 'waiting', visibleToClient: true });
    const consent = newTask({ record: 'consent', recorder: 'chair', state: 'waiting' });
    await storeDecision(bench.test.ledger, decision, [consent, task]);
    const { text } = await open(task);
    expect(text).toContain(FI.consent.given('3.11.2026'));
    expect(text).toContain(FI.consent.validUntil('31.5.2027'));
    expect(text).toContain(FI.consent.place('Lifecare', CONSOLE_WORDS.fi.states.waiting));
    expect(text).toContain('Liisa Lääkäri');
    expect(text).toContain(FI.task.visible);
    expect(text).toContain(FI.content.none);
    expect(text).not.toContain(FI.acknowledge.submit);
  });

  it('that consent forbids by now says so before the text is asked for, and ends when it is', async () => {
    const task = await stored();
    bench.consent = 'consent-withdrawn';
    expect((await open(task)).text).toContain(FI.consent.forbiddenDo);
    const asked = await post(task, 'content', {});
    expect(asked.status).toBe(409);
    expect(asked.text).not.toContain(PERSON.text);
    expect(asked.text).toContain(CONSOLE_WORDS.fi.states.withheld);
    expect((await bench.stateOf(task)).state).toBe('withheld');
  });
});

describe('an acknowledgement', () => {
  it('is saved, shown with the way to take it back, and taken back as a new entry', async () => {
    const task = await stored();
    const sent = await post(task, 'acknowledgement', {
      ...seenOn(await open(task)),
      outcome: 'recorded-changed',
      changed: 'Lyhensin tekstiä.',
      reference: 'KELA-42',
      why: 'other',
    });
    expect([sent.status, sent.headers['location']]).toEqual([303, addressOf(task, '?done=acknowledged')]);
    expect((await bench.stateOf(task)).state).toBe('attested');

    const shown = await getPage(bench.gateway.app, String(sent.headers['location']), KELA_IN);
    expect(shown.text).toContain(`class="status">${FI.done.acknowledged}`);
    expect(shown.text).toContain(FI.undo.submit);
    expect(shown.text).toContain('Lyhensin tekstiä.');
    expect(shown.text).toContain(FI.history.reference('KELA-42'));
    expect((await list('?tab=acknowledged')).text).toContain(addressOf(task));

    const undone = await post(task, 'acknowledgement/undo', seenOn(shown));
    expect([undone.status, undone.headers['location']]).toEqual([303, addressOf(task, '?done=undone')]);
    expect((await bench.stateOf(task)).state).toBe('awaiting-person');
    expect(await countOf(task, 'task_act', 'acknowledgement')).toBe(1);
    expect(await countOf(task, 'task_act', 'undo')).toBe(1);
  });

  it('is offered for undoing to the very person alone, and only while the window lasts', async () => {
    const task = await stored();
    await acknowledgedBy(task, KELA_IN);
    expect((await open(task)).text).toContain(FI.undo.submit);
    expect((await open(task, DEPUTY_IN)).text).not.toContain(FI.undo.submit);
    const page = await open(task);
    await bench.query(
      `update task set acknowledged_at = acknowledged_at - interval '11 minutes' where id = $1`,
      [task.id],
    );
    expect((await open(task)).text).not.toContain(FI.undo.submit);
    const late = await post(task, 'acknowledgement/undo', seenOn(page));
    expect(late.status).toBe(409);
    expect((await bench.stateOf(task)).state).toBe('attested');
  });

  it('that it cannot be recorded leaves the task for somebody to clear up, with the reason in words', async () => {
    const task = await stored();
    const sent = await post(task, 'acknowledgement', {
      ...seenOn(await open(task)),
      outcome: 'cannot-record',
      why: 'wrong-client',
      'why-note': 'Nimi ei täsmää.',
    });
    expect(sent.headers['location']).toBe(addressOf(task, '?done=cannot-record'));
    const { text } = await open(task);
    expect(text).toContain('Väärä asiakas: Nimi ei täsmää.');
    expect((await bench.stateOf(task)).reason).toBe('person-cannot-record');
  });

  it('without what it needs is 422: each fault leads to its field, and what was typed stays', async () => {
    const task = await stored();
    const sent = await post(task, 'acknowledgement', {
      ...seenOn(await open(task)),
      outcome: 'recorded-changed',
      changed: ' ',
      reference: `rivi\nja <b>toinen</b>`,
    });
    expect(sent.status).toBe(422);
    for (const id of ['acknowledgement-changed', 'acknowledgement-reference']) {
      expect(sent.text).toContain(`href="#${id}"`);
      expect(sent.text).toMatch(new RegExp(`id="${id}"[^>]*aria-invalid="true"`, 'u'));
    }
    expect(sent.text).toContain('&lt;b>toinen');
    expect(await countOf(task, 'task_act', 'acknowledgement')).toBe(0);
  });

  it('of two people at once is the first one’s: the second is told who was first, and loses nothing', async () => {
    const task = await stored();
    const page = await post(task, 'content', {});
    await acknowledgedBy(task, DEPUTY_IN);
    const second = await post(task, 'acknowledgement', {
      ...seenOn(page),
      outcome: 'recorded-changed',
      changed: 'Kirjoitin tätä kauan.',
      shown: 'yes',
    });
    expect(second.status).toBe(412);
    expect(second.text).toMatch(/Sijainen \(0246246-0\) kuittasi tehtävän klo \d+\.\d\d\./u);
    expect(second.text).toContain(FI.changed.notSaved);
    expect(second.text).toContain('Kirjoitin tätä kauan.');
    expect(second.text).toContain(CONSOLE_WORDS.fi.states.attested);
    expect(second.text).toContain(PERSON.text);
    expect(second.text).not.toContain(FI.acknowledge.submit);
    expect(await countOf(task, 'task_act', 'acknowledgement')).toBe(1);
  });

  it('of a task that changed by itself says how it stands, and blames nobody', async () => {
    const task = await stored();
    await acknowledgedBy(task, DEPUTY_IN);
    const undone = await open(task, DEPUTY_IN);
    await post(task, 'acknowledgement/undo', seenOn(undone), DEPUTY_IN);
    const page = await open(task);
    await bench.query(`update task set revision = revision + 1 where id = $1`, [task.id]);
    const sent = await post(task, 'acknowledgement', { ...seenOn(page), outcome: 'recorded' });
    expect(sent.status).toBe(412);
    expect(sent.text).toContain(FI.changed.byItself(CONSOLE_WORDS.fi.states['awaiting-person']));
    expect(sent.text).not.toContain('0246246-0) perui kuittauksen klo');
    const again = await post(task, 'acknowledgement', { ...seenOn(sent), outcome: 'recorded' });
    expect(again.status).toBe(303);
  });

  it.each(['', 'x', '*', '"x"'])('that names %j as what was seen is refused', async (tag) => {
    const task = await stored();
    const sent = await post(task, 'acknowledgement', { tag, seen: 'yesterday', outcome: 'recorded' });
    expect(sent.status).toBe(412);
    expect((await bench.stateOf(task)).state).toBe('awaiting-person');
  });
});

describe('handing over', () => {
  it('goes to a participant with an address: out of one list, into the other', async () => {
    const task = await stored();
    const page = await open(task);
    expect(page.text).toContain('<option value="chair">Liisa Lääkäri');
    expect(page.text).not.toContain('Osmo Osoitteeton');
    const sent = await post(task, 'hand-over', { ...seenOn(page), colleague: 'chair', address: '' });
    expect([sent.status, sent.headers['location']]).toEqual([303, '/console/worklist?done=handed-over']);
    expect((await list()).text).not.toContain(task.id);
    expect((await list('', CHAIR_IN)).text).toContain(task.id);
    expect((await post(task, 'content', {}, CHAIR_IN)).text).toContain(PERSON.text);
  });

  it('goes to somebody else by address, who may hand it on and then sees it no more', async () => {
    const task = await stored();
    await post(task, 'hand-over', {
      ...seenOn(await open(task)),
      address: OTHER.toUpperCase(),
      colleague: '',
    });
    const theirs = await open(task, OTHER_IN);
    expect(theirs.status).toBe(200);
    const sent = await post(
      task,
      'hand-over',
      { ...seenOn(theirs), colleague: 'chair', address: '' },
      OTHER_IN,
    );
    expect(sent.status).toBe(303);
    expect((await open(task, OTHER_IN)).status).toBe(404);
  });

  it.each([
    [{ colleague: '', address: '' }, 'hand-over-colleague', FI.faults['person-missing']],
    [{ colleague: 'chair', address: OTHER }, 'hand-over-address', FI.faults['person-twice']],
    [{ colleague: '', address: 'ei osoite' }, 'hand-over-address', FI.faults['not-a-person']],
    [{ colleague: 'silent', address: '' }, 'hand-over-address', FI.faults['not-a-person']],
  ])('to %j is refused at its field', async (fields, id, fault) => {
    const task = await stored();
    const sent = await post(task, 'hand-over', { ...seenOn(await open(task)), ...fields });
    expect(sent.status).toBe(422);
    expect(sent.text).toContain(`<a href="#${id}">${fault}</a>`);
    expect((await list()).text).toContain(task.id);
  });
});

describe('other acts', () => {
  const lifecare = (differences: Partial<TrackedTask> = {}): TrackedTask =>
    newTask({ recorder: 'chair', state: 'retrying', ...differences });

  it('take a task over from the system, with a reason, and give it back', async () => {
    const task = await stored(lifecare());
    const page = await open(task, CHAIR_IN);
    expect(page.text).toContain(FI.others.takeOver);
    expect(page.text).toContain(FI.others.retry);
    expect(page.text).not.toContain(FI.others.giveBack);
    expect(page.text).not.toContain(FI.acknowledge.submit);
    const taken = await post(task, 'take-over', { ...seenOn(page), reason: 'Kirjaan heti.' }, CHAIR_IN);
    expect(taken.headers['location']).toBe(addressOf(task, '?done=taken-over'));

    const after = await open(task, CHAIR_IN);
    expect(after.text).toContain('Kirjaan heti.');
    const given = await post(task, 'give-back', seenOn(after), CHAIR_IN);
    expect(given.headers['location']).toBe(addressOf(task, '?done=given-back'));
    expect((await bench.stateOf(task)).channel).toBe('automatic');
  });

  it('have one tried again', async () => {
    const task = await stored(lifecare({ state: 'needs-attention', reason: 'retries-exhausted' }));
    const sent = await post(task, 'retry', seenOn(await open(task, CHAIR_IN)), CHAIR_IN);
    expect(sent.headers['location']).toBe(addressOf(task, '?done=retried'));
    expect((await bench.stateOf(task)).state).toBe('queued');
  });

  it('that the core refuses say why, and change nothing', async () => {
    const task = await stored();
    const page = await open(task);
    expect(page.text).not.toContain(FI.others.giveBack);
    const sent = await post(task, 'give-back', seenOn(page));
    expect(sent.status).toBe(409);
    expect(sent.text).toContain('Järjestelmään kirjataan aina käsin');
    expect(await countOf(task, 'task_act', 'give-back')).toBe(0);
  });

  it('with too long a reason are 422 at their field', async () => {
    const task = await stored(lifecare());
    const seen = seenOn(await open(task, CHAIR_IN));
    const sent = await post(task, 'take-over', { ...seen, reason: 'x'.repeat(501) }, CHAIR_IN);
    expect(sent.status).toBe(422);
    expect(sent.text).toContain('href="#take-over-reason"');
  });
});
