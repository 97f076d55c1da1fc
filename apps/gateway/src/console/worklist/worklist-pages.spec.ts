import { TEXT_LANGUAGES, WORKLIST_TEXTS } from '#console-texts';
import type { TaskId } from '#domain';
import { aTask } from '#domain/testing';
import { getPage, NOW, postForm, signedIn, startGateway } from '../../../testing/gateway-under-test.js';
import type { GatewayUnderTest } from '../../../testing/gateway-under-test.js';
import type { CookieHeaders, PageAnswer } from '../../../testing/signed-in.js';
import { Problem } from '../../http/problem.js';
import { taskView } from '../../reading/task-view.js';
import type { TaskView } from '../../reading/task-view.js';
import type { WorklistTask } from '../../reading/worklist/worklist.js';

const FI = WORKLIST_TEXTS.fi;
const ID = '019a8f00-0000-7000-8000-000000000001';
const PATH = `/console/worklist/${ID}`;
const KELA = signedIn({ roles: ['participant'], participant: 'kela@tiimi.example' });
const DEPUTY = signedIn({ roles: ['deputy'], subject: 'd', organisation: 'Kela' });
const BOTH = signedIn({ roles: ['participant', 'deputy'], participant: 'k@t.example', organisation: 'Kela' });
const NASTY = '<b onclick="x">"&\'</b>';

const TASK: TaskView = taskView(
  aTask({
    id: ID as TaskId,
    system: 'kela',
    endpoint: 'kela',
    record: 'measures',
    channel: 'manual',
    recorder: 'kela',
    state: 'awaiting-person',
    dueAt: new Date(NOW.getTime() - 60_000),
    after: ['lifecare/consent'],
  }),
);
const SHEET: WorklistTask = {
  task: TASK,
  entityTag: '"seen"',
  asOf: NOW,
  acts: ['acknowledgement', 'hand-over'],
  hasText: true,
  colleagues: [],
  history: [],
  isErased: false,
};

let gateway: GatewayUnderTest;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.app.close());
beforeEach(() => {
  const none = { waiting: 0, overdue: 0 };
  gateway.worklist.list.mockReset().mockResolvedValue({ items: [] });
  gateway.worklist.counts
    .mockReset()
    .mockResolvedValue({ own: none, organisation: none, teams: ['kaarina', 'turku'] });
  gateway.worklist.find.mockReset().mockResolvedValue(SHEET);
  gateway.acts.act.mockReset().mockRejectedValue(new Problem('not-found'));
  gateway.acts.readContent.mockReset().mockRejectedValue(new Problem('not-found'));
});

const list = (query = '', person: CookieHeaders = KELA): Promise<PageAnswer> =>
  getPage(gateway.app, `/console/worklist${query}`, person);
const open = (person: CookieHeaders = KELA): Promise<PageAnswer> => getPage(gateway.app, PATH, person);
const asked = () => gateway.worklist.list.mock.calls[0]?.[1];
const titleOf = ({ text }: PageAnswer): string | undefined => /<title>([^<]*)<\/title>/u.exec(text)?.[1];

describe('the worklist’s page', () => {
  it.each(TEXT_LANGUAGES)('speaks %s', async (language) => {
    const texts = WORKLIST_TEXTS[language];
    const answer = await list('', signedIn({ roles: ['participant'], participant: 'k@t.example', language }));
    expect(answer.status).toBe(200);
    expect(titleOf(answer)).toBe(`${texts.list.title(0)} – Kuittaus`);
    for (const text of [texts.list.empty, texts.list.filters.search, texts.list.tabs.own(0)]) {
      expect(answer.text).toContain(text);
    }
  });

  it('that is empty says so as a good result, with the day of the last acknowledgement', async () => {
    gateway.worklist.list.mockImplementation(async (_caller, { part }) => ({
      items:
        part === 'acknowledged'
          ? [
              {
                ...TASK,
                state: 'attested',
                evidence: {
                  level: 'attested',
                  targetId: 'x',
                  targetVersion: '1',
                  at: '2026-11-16T22:30:00.000Z',
                },
              },
            ]
          : [],
    }));
    const { text } = await list();
    expect(text).toContain(`${FI.list.empty} ${FI.list.lastAcknowledged('17.11.2026')}`);
    expect(text).not.toContain('<table');
  });

  it('that is empty for its filters says that instead, with the way to drop them', async () => {
    const { text } = await list('?tab=own&system=kela');
    expect(text).toContain(FI.list.emptyFiltered);
    expect(text).toContain(FI.list.filters.clear);
    expect(text).not.toContain(FI.list.empty);
  });

  it('counts in its title and tabs, and says what is late with the way to it', async () => {
    gateway.worklist.counts.mockResolvedValue({
      own: { waiting: 4, overdue: 2 },
      organisation: { waiting: 11, overdue: 0 },
      teams: [],
    });
    gateway.worklist.list.mockResolvedValue({ items: [TASK] });
    const answer = await list('', BOTH);
    expect(titleOf(answer)).toBe('Työlista (4) – Kuittaus');
    expect(answer.text).toContain('aria-current="page">Omat (4)</a>');
    expect(answer.text).toContain('>Oma taho (11)</a>');
    expect(answer.text).toContain(FI.list.overdue(2));
    expect(answer.text).toContain('href="/console/worklist?tab=own&amp;deadline=overdue"');
    expect(answer.text).toMatch(/label--error[^>]*>(?:<svg.*?<\/svg>)Myöhässä/u);
    expect(titleOf(await list('?tab=organisation', BOTH))).toBe('Työlista (11) – Kuittaus');
  });

  it.each([
    [KELA, '?tab=organisation', { owner: 'own', part: 'to-do' }],
    [DEPUTY, '', { owner: 'organisation', part: 'to-do' }],
    [DEPUTY, '?tab=acknowledged&show=open&deadline=overdue', { part: 'acknowledged' }],
    [KELA, '?show=open', { owner: 'own', part: 'open' }],
    [
      KELA,
      '?system=ura&team=turku&deadline=overdue&decision=KAA-1',
      { owner: 'own', part: 'to-do', system: 'ura', team: 'turku', overdue: true, decisionId: 'KAA-1' },
    ],
    [KELA, '?system=x&team=T!&show=x&cursor=x&tab=x&tab=y', { owner: 'own', part: 'to-do' }],
  ])('asks for what its address says: %#', async (person, query, expected) => {
    expect((await list(query, person)).status).toBe(200);
    expect(asked()).toEqual(expected);
  });

  it('goes on where the page before ended, with the same filters', async () => {
    const next = { at: new Date('2026-11-18T21:59:59.999Z'), id: ID };
    gateway.worklist.list.mockResolvedValueOnce({ items: [TASK], next });
    const { text } = await list('?system=kela');
    const href = /href="([^"]*cursor=[^"]*)" rel="next"/u.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    await getPage(gateway.app, href, KELA);
    expect(gateway.worklist.list.mock.calls[1]?.[1]).toEqual({
      owner: 'own',
      part: 'to-do',
      system: 'kela',
      after: next,
    });
  });

  it.each(['010594Y9032', 'Matti Meikäläinen', `x${'y'.repeat(80)}`, NASTY])(
    'searches for no %s, and does not keep it in the address',
    async (searched) => {
      const answer = await list(`?system=kela&decision=${encodeURIComponent(searched)}`);
      expect(answer.status).toBe(303);
      const to = String(answer.headers['location']);
      expect(to).toBe('/console/worklist?tab=own&system=kela&refused=decision');
      expect(gateway.worklist.list).not.toHaveBeenCalled();
      expect((await getPage(gateway.app, to, KELA)).text).toContain(FI.list.notADecision);
      expect(gateway.logLines.join('')).not.toContain('010594Y9032');
    },
  );

  it('says what has just been done, and nothing that no form of ours leads to', async () => {
    expect((await list('?done=handed-over')).text).toContain(`class="status">${FI.done['handed-over']}`);
    expect((await list(`?done=${encodeURIComponent(NASTY)}`)).text).toContain('class="status"></div>');
  });

  it.each(['sysadmin', 'auditor', 'developer', 'team-app'] as const)('is not for a %s', async (role) => {
    const person = signedIn({ roles: [role] });
    expect((await list('', person)).status).toBe(403);
    expect((await open(person)).status).toBe(403);
    expect((await postForm(gateway.app, `${PATH}/content`, {}, person)).status).toBe(403);
    expect(gateway.worklist.find).not.toHaveBeenCalled();
    expect(gateway.acts.readContent).not.toHaveBeenCalled();
  });
});

describe('a task’s page', () => {
  const CONTENT = {
    text: `Otsikko ${NASTY}`,
    fields: [{ heading: 'Suositukset', text: NASTY }],
    record: 'measures',
    operation: 'create',
    client: { givenName: NASTY, familyName: 'Meikäläinen', temporaryId: NASTY },
  } as const;

  it.each(TEXT_LANGUAGES)('speaks %s, and has one heading of the first rank', async (language) => {
    const { text, status } = await open(
      signedIn({ roles: ['participant'], participant: 'k@t.example', language }),
    );
    const texts = WORKLIST_TEXTS[language];
    expect(status).toBe(200);
    for (const part of [texts.content.show, texts.acknowledge.submit, texts.consent.none, texts.task.facts]) {
      expect(text).toContain(part);
    }
    expect(text.match(/<h1/gu)).toHaveLength(1);
    expect(text).not.toMatch(/ (?:style|on\w+)=/u);
  });

  it('asks for the text by its form alone: neither the page nor its address reads it', async () => {
    await open();
    await getPage(gateway.app, `${PATH}/content`, KELA);
    expect(gateway.acts.readContent).not.toHaveBeenCalled();
  });

  it('escapes what the client’s record says, wherever it stands', async () => {
    gateway.acts.readContent.mockResolvedValue(CONTENT);
    const { text, status } = await postForm(gateway.app, `${PATH}/content`, {}, KELA);
    expect(status).toBe(200);
    expect(text.match(/&lt;b onclick=/gu)?.length).toBe(4);
    expect(text).not.toContain('<b onclick');
    expect(text).toMatch(/<pre[^>]* lang="fi"/u);
    expect(text).toContain('name="shown" value="yes"');
    expect(gateway.logLines.join('')).not.toContain('Meikäläinen');
  });

  it('offers only what would be taken now', async () => {
    gateway.worklist.find.mockResolvedValue({ ...SHEET, acts: ['retry'], hasText: false });
    const { text } = await open();
    expect(text).toContain(`action="${PATH}/retry"`);
    for (const act of ['acknowledgement', 'acknowledgement/undo', 'hand-over', 'take-over', 'give-back']) {
      expect(text).not.toContain(`action="${PATH}/${act}"`);
    }
    expect(text).toContain(FI.content.none);
  });

  it('tells whose texts are gone, and under whose withdrawn consent', async () => {
    gateway.worklist.find.mockResolvedValue({ ...SHEET, acts: [], hasText: false, isErased: true });
    expect((await open()).text).toContain(FI.task.erased);
    gateway.worklist.find.mockResolvedValue({
      ...SHEET,
      consent: {
        givenOn: '2026-11-03',
        form: 'team-privacy-form',
        method: 'oral',
        isWithdrawn: true,
        places: [],
      },
    });
    const { text } = await open();
    for (const part of [
      FI.consent.withdrawn,
      FI.consent.noPlace,
      FI.consentForms['team-privacy-form'],
      'Suostumus, Lifecare',
    ]) {
      expect(text).toContain(part);
    }
  });

  it.each(['x', ID.toUpperCase(), `${ID}x`])('that has no such id as %s is none', async (id) => {
    expect((await getPage(gateway.app, `/console/worklist/${id}`, KELA)).status).toBe(404);
    for (const act of ['content', 'acknowledgement', 'hand-over', 'retry']) {
      const sent = await postForm(gateway.app, `/console/worklist/${id}/${act}`, { shown: 'yes' }, KELA);
      expect(sent.status).toBe(404);
    }
    expect(gateway.worklist.find).not.toHaveBeenCalled();
    expect(gateway.acts.readContent).not.toHaveBeenCalled();
  });
});

describe('a form', () => {
  const acknowledge = (fields: Record<string, string>) =>
    postForm(gateway.app, `${PATH}/acknowledgement`, { tag: '"seen"', outcome: 'recorded', ...fields }, KELA);

  it('says what the API is told: the fields of the outcome that was chosen, and no other', async () => {
    gateway.acts.act.mockResolvedValue({ task: TASK, entityTag: '"next"' });
    await acknowledge({ reference: ' A 1 ', changed: 'muu', 'why-note': 'muu' });
    await acknowledge({ outcome: 'recorded-changed', changed: ' lyhensin ' });
    await acknowledge({ outcome: 'cannot-record', why: 'not-mine', 'why-note': '' });
    expect(gateway.acts.act.mock.calls.map(([, request]) => request)).toEqual([
      { kind: 'acknowledgement', outcome: 'recorded', reference: 'A 1' },
      { kind: 'acknowledgement', outcome: 'recorded-changed', note: 'lyhensin' },
      { kind: 'acknowledgement', outcome: 'cannot-record', note: 'Ei kuulu tehtäviini' },
    ]);
    expect(gateway.acts.act.mock.calls[0]?.[3]).toEqual(['"seen"']);
  });

  it.each([
    [{ outcome: '' }, 'acknowledgement-outcome-recorded'],
    [{ outcome: 'sure' }, 'acknowledgement-outcome-recorded'],
    [{ outcome: 'recorded-changed' }, 'acknowledgement-changed'],
    [{ outcome: 'recorded-changed', changed: 'ä'.repeat(2001) }, 'acknowledgement-changed'],
    [{ outcome: 'cannot-record' }, 'acknowledgement-why'],
    [{ outcome: 'cannot-record', why: 'other', 'why-note': ' ' }, 'acknowledgement-why-note'],
    [{ outcome: 'cannot-record', why: 'other', 'why-note': 'x'.repeat(2000) }, 'acknowledgement-why-note'],
    [{ reference: 'x'.repeat(201) }, 'acknowledgement-reference'],
  ])('with a fault leads to its field: %#', async (fields, id) => {
    const { status, text } = await acknowledge(fields);
    expect(status).toBe(422);
    expect(text).toContain(`<a href="#${id}">`);
    expect(text).toContain(`id="${id}"`);
    expect(gateway.acts.act).not.toHaveBeenCalled();
  });

  it('while the ledger is away is given back as it was, to be sent again', async () => {
    gateway.acts.act.mockRejectedValue(new Problem('not-now'));
    gateway.worklist.find.mockRejectedValue(new Problem('not-now'));
    const answer = await acknowledge({ outcome: 'recorded-changed', changed: `Pitkä ${NASTY}` });
    expect(answer.status).toBe(503);
    expect(titleOf(answer)).toBe(`${FI.notSaved.title} – Kuittaus`);
    expect(answer.text).toContain('Pitkä &lt;b');
    expect(answer.text).toContain('name="tag" value="&quot;seen&quot;"');
    expect(answer.text).toContain(FI.acknowledge.submit);
    expect(answer.headers['retry-after']).toBe('5');
  });

  it('after the session has ended says that nothing was saved, and where the text is', async () => {
    const answer = await gateway.app.inject({
      method: 'POST',
      url: `${PATH}/acknowledgement`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'outcome=recorded',
    });
    expect(answer.statusCode).toBe(401);
    expect(answer.body).toContain(FI.sessionEnded.nothingSaved);
    expect(answer.body).toContain(FI.sessionEnded.kept);
    expect(gateway.acts.act).not.toHaveBeenCalled();
  });

  it('keeps its draft under a key that is another for each person and task, and names neither', async () => {
    const keyIn = ({ text }: PageAnswer) => /data-draft="([^"]*)"/u.exec(text)?.[1];
    const [mine, theirs] = [keyIn(await open()), keyIn(await open(BOTH))];
    expect(mine).toMatch(new RegExp(`^[\\w-]{22}/${ID}$`, 'u'));
    expect(theirs).not.toBe(mine);
    gateway.worklist.find.mockResolvedValue({ ...SHEET, acts: [] });
    expect((await open()).text).toContain(`data-draft-gone="${mine ?? ''}"`);
  });
});
