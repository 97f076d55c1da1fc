import type { Decision } from '#domain';
import type { ContractCase, ExpectedTask } from './contract-cases.js';

/**
 * Cases of our own, in the contract's form: sentences of "Corrections, cancellations, withdrawals" and its fine print
 * that no public case plays. What is expected is written down from the contract's text, not from what the code gives.
 */

const MADE = 'fi.kuittaus.decision.made';
const CANCELLED = 'fi.kuittaus.decision.cancelled';
const WITHDRAWN = 'fi.kuittaus.consent.withdrawn';
const CASE_MANAGER = 'fi.kuittaus.case-manager.changed';

const ORGANISATION = { name: 'Varsinais-Suomen hyvinvointialue' };
const doctor = {
  id: 'doctor',
  role: 'physician',
  name: 'Liisa Lääkäri',
  organisation: ORGANISATION,
  professionalId: { system: '1.2.246.537.26', value: '00099901' },
  email: 'doctor@tiimi.example',
  rights: ['pegasos'],
} as const;
const worker = {
  id: 'worker',
  role: 'social-worker',
  name: 'Sirpa Sosiaalityö',
  organisation: ORGANISATION,
  email: 'worker@tiimi.example',
  rights: ['proconsona'],
} as const;
const employment = {
  id: 'emp',
  role: 'employment-specialist',
  name: 'Timo Työllisyys',
  organisation: { name: 'Turun kaupunki' },
  email: 'emp@tiimi.example',
  rights: ['typ', 'sofia-crm'],
} as const;
const kela = {
  id: 'kela',
  role: 'kela-specialist',
  name: 'Kirsi Kela',
  organisation: { name: 'Kela' },
  email: 'kela@tiimi.example',
} as const;
const chair = {
  ...doctor,
  id: 'chair',
  email: 'chair@tiimi.example',
  rights: ['lifecare', 'kanta'],
  functions: ['chair'],
} as const;
const secretary = {
  id: 'secretary',
  role: 'social-counsellor',
  name: 'Outi Ohjaaja',
  organisation: ORGANISATION,
  email: 'secretary@tiimi.example',
  rights: ['lifecare', 'proconsona'],
  functions: ['secretary'],
} as const;
const coordinator = {
  id: 'convener',
  role: 'work-ability-coordinator',
  name: 'Kaisa Koordinaattori',
  organisation: ORGANISATION,
  email: 'convener@tiimi.example',
  functions: ['convener'],
} as const;
const te = {
  id: 'te',
  role: 'te-specialist',
  name: 'Tapio Asiantuntija',
  organisation: { name: 'TE-palvelut' },
  email: 'te@tiimi.example',
} as const;
const nurse = {
  id: 'miepa',
  role: 'mental-health-nurse',
  name: 'Minna Miepä',
  organisation: ORGANISATION,
  professionalId: { system: '1.2.246.537.25', value: '00099902' },
  email: 'miepa@tiimi.example',
  rights: ['pegasos'],
} as const;

type Changes = Partial<Decision>;

function consent(id: string, differences: Partial<NonNullable<Decision['consent']>> = {}) {
  return {
    id,
    givenOn: '2026-10-05',
    form: 'work-ability-team',
    method: 'written',
    covers: ['health', 'social', 'employment', 'benefits', 'other'],
    ...differences,
  } as const;
}

const decision = (team: string, decisionId: string, identityCode: string, changes: Changes): Decision => ({
  team,
  decisionId,
  version: 1,
  handling: 'meeting',
  handledOn: '2026-11-17',
  decidedAt: '2026-11-17T12:30:00+02:00',
  client: { personalIdentityCode: identityCode, givenName: 'Testi', familyName: 'Henkilö', typClient: false },
  participants: [doctor],
  summary: 'Tiimi sopi jatkosta.',
  ...changes,
});

const made = (data: Decision, tasks: readonly ExpectedTask[], more: object = {}) => ({
  event: { type: MADE, data },
  expect: { status: 202, tasks, ...more },
});
const corrected = (of: Decision, changes: Changes, tasks: readonly ExpectedTask[], more: object = {}) =>
  made({ ...of, version: 2, correctionReason: 'Korjattu.', ...changes }, tasks, more);
const refused = (type: string, data: object, status: number, problem: string) => ({
  event: { type, data },
  expect: { status, problem },
});
const named = ({ team, decisionId }: Decision) => ({ team, decisionId });
const withdrawn = (
  of: Decision,
  tasks: readonly ExpectedTask[],
  more: object = {},
  covers?: readonly string[],
) => ({
  event: {
    type: WITHDRAWN,
    data: {
      ...named(of),
      consentId: of.consent?.id,
      withdrawnAt: '2026-11-18T10:00:00+02:00',
      ...(covers === undefined ? {} : { covers }),
    },
  },
  expect: { status: 202, tasks, ...more },
});
const cancellation = (of: Decision, version = of.version) => ({
  ...named(of),
  version,
  reason: 'Väärä asiakas.',
  cancelledAt: '2026-11-18T09:00:00+02:00',
});
const cancelled = (of: Decision, tasks: readonly ExpectedTask[], more: object = {}) => ({
  event: { type: CANCELLED, data: cancellation(of) },
  expect: { status: 202, tasks, ...more },
});
const change = (of: Decision, caseManager: object) => ({
  ...named(of),
  caseManager,
  changedAt: '2026-11-25T08:00:00+02:00',
});
const handedOver = (
  of: Decision,
  caseManager: object,
  tasks: readonly ExpectedTask[],
  more: object = {},
) => ({
  event: { type: CASE_MANAGER, data: change(of, caseManager) },
  expect: { status: 202, tasks, ...more },
});

const task = (place: string, operation: string, recorder: string, more: object = {}): ExpectedTask => {
  const [system, record] = place.split('/');
  const channel = system === 'kela' || system === 'ura' || system === 'other' ? 'manual' : 'automatic';
  return { system, record, operation, recorder, channel, ...more };
};

const general = { id: 'm1', domain: 'general', text: 'Yhteinen tapaaminen.', responsible: 'doctor' } as const;
const turku = (decisionId: string, identityCode: string, changes: Changes = {}): Decision =>
  decision('turku', decisionId, identityCode, {
    consent: consent(`S-${decisionId}`),
    participants: [doctor, worker, employment, kela],
    measures: [general],
    ...changes,
  });
const TURKU_TASKS = [
  task('pegasos/measures', 'create', 'doctor'),
  task('proconsona/measures', 'create', 'worker'),
  task('ura/measures', 'create', 'emp'),
  task('kela/measures', 'create', 'kela'),
];

const recommendation = (text: string) =>
  ({ id: 'r1', domain: 'health', service: 'Kuntoutusselvitys', text, statement: 'B' }) as const;
const kaarina = (decisionId: string, identityCode: string, changes: Changes = {}): Decision =>
  decision('kaarina', decisionId, identityCode, {
    consent: consent(`S-${decisionId}`),
    participants: [chair, secretary, employment],
    recommendations: [recommendation('Suositellaan selvitystä.')],
    measures: [{ id: 'm1', domain: 'employment', text: 'Työkokeilu.', responsible: 'emp' }],
    ...changes,
  });
const KAARINA_TASKS = [
  task('lifecare/consent', 'create', 'secretary'),
  task('lifecare/recommendation', 'create', 'chair'),
  task('kanta/recommendation', 'create', 'chair'),
  task('sofia-crm/contact-note', 'create', 'emp'),
];
const isWithheld = (reason: string) => ({ state: 'withheld', reason });

const withdrawnWhole = kaarina('OWN-KAA-1', '030594W915R');
const dropped = kaarina('OWN-KAA-2', '030594W916S');
const inPart = turku('OWN-TKU-1', '030594W918U');
const ended = turku('OWN-TKU-2', '030594W919V');
const narrowed = turku('OWN-TKU-3', '030594W920W');
const oral = turku('OWN-TKU-4', '030594W921X', { consent: consent('S-OWN-TKU-4', { method: 'oral' }) });
const unknown = turku('OWN-TKU-5', '030594W922Y');
const pori = decision('pori', 'OWN-PORI-1', '030594W9230', {
  consent: consent('S-OWN-PORI-1'),
  participants: [worker],
  caseManager: 'worker',
  plan: { goals: ['Paluu työhön.'] },
  measures: [{ ...general, responsible: 'worker' }],
});
const moving = decision('osaamiskeskus', 'OWN-OSK-1', '030594W9241', {
  consent: consent('S-OWN-OSK-1'),
  participants: [coordinator, doctor, te],
  caseManager: 'convener',
  measures: [general],
});

export const ownCases: readonly ContractCase[] = [
  {
    name: 'a withdrawal is recorded in Kaarina, stops what was not written, and stays for the next version',
    steps: [
      made(withdrawnWhole, KAARINA_TASKS),
      withdrawn(withdrawnWhole, [task('lifecare/consent', 'replace', 'secretary')], { openTasksAfter: 0 }),
      corrected(
        withdrawnWhole,
        { recommendations: [recommendation('SALATTU-UUSI-SUOSITUS')] },
        [
          task('lifecare/recommendation', 'replace', 'chair', isWithheld('consent-withdrawn')),
          task('kanta/recommendation', 'replace', 'chair', isWithheld('consent-withdrawn')),
        ],
        { warnings: ['consent-withdrawn'], neverText: ['SALATTU-UUSI-SUOSITUS'], openTasksAfter: 0 },
      ),
    ],
  },
  {
    name: 'what a version drops is nullified, and created anew when it comes back',
    steps: [
      made(dropped, KAARINA_TASKS),
      corrected(dropped, { recommendations: [] }, [
        task('lifecare/recommendation', 'nullify', 'chair'),
        task('kanta/recommendation', 'nullify', 'chair'),
      ]),
      corrected(dropped, { version: 3 }, [
        task('lifecare/recommendation', 'create', 'chair'),
        task('kanta/recommendation', 'create', 'chair'),
      ]),
    ],
  },
  {
    name: 'a sector that is withdrawn ends its own tasks only, now and in the next version',
    steps: [
      made(inPart, TURKU_TASKS),
      withdrawn(inPart, [], { openTasksAfter: 1 }, ['benefits']),
      corrected(
        inPart,
        { measures: [{ ...general, text: 'Tapaaminen siirtyi.' }] },
        [
          task('pegasos/measures', 'replace', 'doctor'),
          task('proconsona/measures', 'replace', 'worker'),
          task('ura/measures', 'create', 'emp'),
          task('kela/measures', 'create', 'kela', isWithheld('consent-withdrawn')),
        ],
        { warnings: ['consent-withdrawn'], openTasksAfter: 1 },
      ),
      withdrawn(inPart, [], { openTasksAfter: 0 }),
    ],
  },
  {
    name: 'after a cancellation only a withdrawal is taken',
    steps: [
      made(ended, TURKU_TASKS),
      refused(CANCELLED, cancellation(ended, 2), 409, 'version-gap'),
      cancelled(
        ended,
        [task('pegasos/measures', 'nullify', 'doctor'), task('proconsona/measures', 'nullify', 'worker')],
        { openTasksAfter: 0 },
      ),
      refused(CANCELLED, cancellation(ended), 409, 'decision-cancelled'),
      refused(CASE_MANAGER, change(ended, nurse), 409, 'decision-cancelled'),
      refused(MADE, { ...ended, version: 2, correctionReason: 'Korjattu.' }, 409, 'decision-cancelled'),
      withdrawn(ended, [], { openTasksAfter: 0 }),
    ],
  },
  {
    name: 'a consent that covers less withholds what is not written, even with equal content',
    steps: [
      made(narrowed, TURKU_TASKS),
      corrected(
        narrowed,
        { consent: consent('S-OWN-TKU-3', { covers: ['health', 'social', 'employment', 'other'] }) },
        [task('kela/measures', 'create', 'kela', isWithheld('consent-does-not-cover-benefits'))],
        { warnings: ['consent-does-not-cover-benefits'], openTasksAfter: 1 },
      ),
      refused(CANCELLED, cancellation(narrowed), 409, 'version-not-newest'),
    ],
  },
  {
    name: 'what was withheld is created when the consent comes in writing',
    steps: [
      made(
        oral,
        TURKU_TASKS.map((withheld) => ({ ...withheld, ...isWithheld('consent-not-written') })),
        { warnings: ['consent-not-written'], openTasksAfter: 0 },
      ),
      corrected(oral, { consent: consent('S-OWN-TKU-4') }, TURKU_TASKS, { openTasksAfter: 2 }),
    ],
  },
  {
    name: 'events on a decision that was not taken, or with a consent that it never named',
    steps: [
      refused(CANCELLED, cancellation(unknown), 409, 'decision-unknown'),
      refused(CASE_MANAGER, change(unknown, nurse), 409, 'decision-unknown'),
      refused(
        WITHDRAWN,
        { ...named(unknown), consentId: 'S-ANY', withdrawnAt: '2026-11-18T10:00:00+02:00' },
        409,
        'decision-unknown',
      ),
      made(unknown, TURKU_TASKS),
      refused(
        WITHDRAWN,
        { ...named(unknown), consentId: 'S-OTHER', withdrawnAt: '2026-11-18T10:00:00+02:00' },
        422,
        'consent-unknown',
      ),
    ],
  },
  {
    name: 'a case manager who changes touches only that record, and a later correction wins',
    steps: [
      made(pori, [
        task('proconsona/plan', 'create', 'worker'),
        task('proconsona/case-manager', 'create', 'worker'),
      ]),
      handedOver(pori, nurse, [task('proconsona/case-manager', 'replace', 'worker')], { openTasksAfter: 0 }),
      corrected(pori, {}, [task('proconsona/case-manager', 'replace', 'worker')], { openTasksAfter: 0 }),
    ],
  },
  {
    name: 'a case manager who moves to another system leaves the change in the old one, and no correction undoes it',
    steps: [
      made(moving, [
        task('pegasos/measures', 'create', 'doctor'),
        task('ura/measures', 'create', 'te'),
        task('other/measures', 'create', 'convener'),
        task('other/case-manager', 'create', 'convener'),
      ]),
      handedOver(moving, nurse, [task('pegasos/case-manager', 'create', 'miepa')], { openTasksAfter: 2 }),
      handedOver(
        moving,
        te,
        [task('ura/case-manager', 'create', 'te'), task('pegasos/case-manager', 'replace', 'miepa')],
        { openTasksAfter: 3 },
      ),
      corrected(
        moving,
        { caseManager: 'te' },
        [
          task('pegasos/measures', 'replace', 'doctor'),
          task('ura/measures', 'create', 'te'),
          task('other/measures', 'create', 'convener'),
        ],
        { openTasksAfter: 3 },
      ),
    ],
  },
].map((one) => one as unknown as ContractCase);
