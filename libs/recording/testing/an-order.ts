import { randomUUID } from 'node:crypto';
import type {
  Client,
  ClientIdentifier,
  MeasureItem,
  Participant,
  RecommendationItem,
  RecordContent,
  RecordKind,
} from '#domain';
import type { RecordingOrder } from '../src/adapter.js';

/** Letters of the languages of Finland, of other planes of Unicode, and of the formats' own brackets. */
export const DIFFICULT_TEXT =
  'Åke Öhman, Áile Čáŋđ-Šukŋa 👩🏽‍⚕️ 𐍈 <a href="x">&amp;]]></a> |^~\\& \t"\'%00\r\nrivi 2';

/** Only artificial identity codes (individual number 900-999). */
export const TEST_CLIENT: Client = {
  personalIdentityCode: '010594Y9032',
  givenName: 'Testi',
  familyName: 'Ensimmäinen',
  typClient: true,
};

export const PHYSICIAN: Participant = {
  id: 'laakari',
  role: 'physician',
  name: 'Liisa Lääkäri',
  organisation: { name: 'Testikunnan terveyskeskus', businessId: '0204819-8' },
  professionalId: { system: '1.2.246.537.26', value: '00000000001' },
  rights: ['lifecare', 'pegasos', 'typ', 'sofia-crm', 'proconsona', 'kanta'],
};

export const COUNSELLOR: Participant = {
  id: 'ohjaaja',
  role: 'social-counsellor',
  name: 'Sámi Šákšá',
  organisation: { name: 'Testikunnan sosiaalitoimi' },
};

const measures: readonly MeasureItem[] = [
  { text: 'Varaa aika työterveyteen', dueOn: '2026-04-15', responsible: PHYSICIAN.name },
  { text: DIFFICULT_TEXT, responsible: COUNSELLOR.name },
];
const recommendations: readonly RecommendationItem[] = [
  { service: 'ammatillinen kuntoutusselvitys', text: DIFFICULT_TEXT, statement: 'B' },
  { service: 'kuntouttava työtoiminta' },
];
const general = { handledOn: '2026-03-02', caseManager: COUNSELLOR.name };

const CONTENTS: Readonly<Record<RecordKind, RecordContent>> = {
  consent: {
    record: 'consent',
    id: 'suostumus-1',
    givenOn: '2026-02-20',
    validUntil: '2027-02-20',
    form: 'work-ability-team',
    method: 'written',
    covers: ['health', 'social'],
  },
  recommendation: { ...general, record: 'recommendation', recommendations, measures },
  measures: { ...general, record: 'measures', measures },
  plan: {
    ...general,
    record: 'plan',
    goals: ['Paluu työhön', DIFFICULT_TEXT],
    reviewOn: '2026-09-01',
    measures,
  },
  'case-note': {
    ...general,
    record: 'case-note',
    summary: DIFFICULT_TEXT,
    recommendations,
    measures,
    goals: ['Paluu työhön'],
  },
  'contact-note': {
    ...general,
    record: 'contact-note',
    summary: 'Yhteenveto',
    recommendations: [],
    measures: [],
    goals: [],
  },
  visit: { ...general, record: 'visit', startedAt: '2026-03-02T09:00:00+02:00', text: DIFFICULT_TEXT },
  statistics: { record: 'statistics', handling: 'meeting', handledOn: '2026-03-02' },
  'case-manager': {
    ...general,
    record: 'case-manager',
    name: COUNSELLOR.name,
    role: COUNSELLOR.role,
    organisation: COUNSELLOR.organisation.name,
    phone: '+358 40 000 0000',
  },
};

export type OrderChanges = Partial<RecordingOrder>;

/**
 * An order to create a record of this kind, with keys that no other order has.
 * @param changes whatever the test is about
 */
export function anOrder(record: RecordKind = 'recommendation', changes: OrderChanges = {}): RecordingOrder {
  const taskId = randomUUID();
  return {
    taskId,
    seriesKey: randomKey(),
    versionKey: randomKey(),
    team: 'kaarina',
    decisionId: `paatos-${taskId}`,
    decisionVersion: 1,
    record,
    operation: 'create',
    content: CONTENTS[record],
    text: `${record.toUpperCase()}\n\n${DIFFICULT_TEXT}\n`,
    client: TEST_CLIENT,
    clientIdentifier: { system: '1.2.246.21', value: '010594Y9032' },
    recorder: PHYSICIAN,
    onBehalfOf: [PHYSICIAN],
    visibleToClient: true,
    handledOn: '2026-03-02',
    decidedAt: '2026-03-02T10:15:00+02:00',
    ...changes,
  };
}

/** The next version of an order's series: a new task, the same series key. */
export function nextVersion(order: RecordingOrder, changes: OrderChanges): RecordingOrder {
  return {
    ...order,
    taskId: randomUUID(),
    versionKey: randomKey(),
    decisionVersion: order.decisionVersion + 1,
    ...changes,
  };
}

/** A client known by a temporary id only. */
export function temporaryClient(value = 'tilap-0001'): {
  readonly client: Client;
  readonly clientIdentifier: ClientIdentifier;
} {
  const temporaryId = { system: '1.2.246.10.2048198.22.2026', value };
  const { givenName, familyName, typClient } = TEST_CLIENT;
  return { client: { temporaryId, givenName, familyName, typClient }, clientIdentifier: temporaryId };
}

/** 32 hexadecimal digits, as `recording-keys.ts` derives them. */
function randomKey(): string {
  return randomUUID().replaceAll('-', '');
}
