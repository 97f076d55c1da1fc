import { emitMessage, message, parseMessage, segment } from '#hl7v2';
import type { AnsweredDocument, Hl7Reply, Segment } from '#hl7v2';
import type { RecordingOrder } from '#recording';
import { anOrder, nextVersion } from '#recording/testing';
import { classifyDocument, classifyPrevious, classifyQuery } from './classify-look-up.js';
import { mapOrder } from './mapping/map-order.js';
import { pegasosOptionsSchema } from './pegasos.config.js';

const QUERY = { queryId: 'kysely', number: 'numero' };
const WITH_CONTENT = { documentContent: true };
const create = anOrder('measures');
const previous = { targetId: create.seriesKey, targetVersion: create.versionKey };
const replace = nextVersion(create, { operation: 'replace', previous });
const nullify = nextVersion(create, { operation: 'nullify', previous });

/** The document as a system would hold it that keeps what it is sent. */
function documentOf(order: RecordingOrder): AnsweredDocument {
  const sent = mapOrder(order, {
    options: pegasosOptionsSchema.parse({}),
    controlId: '1',
    now: new Date('2026-03-02T08:15:00Z'),
  });
  const read = parseMessage(emitMessage(sent, 'UNICODE UTF-8')!, 'UNICODE UTF-8');
  if (read.kind === 'fault') throw new Error(read.code);
  const named = (name: string): Segment[] => read.message.segments.filter((each) => each.name === name);
  return { patient: named('PID')[0]!, notification: named('TXA')[0]!, observations: named('OBX') };
}

function withField(of: Segment, number: number, text: string): Segment {
  const fields = Array.from({ length: Math.max(of.fields.length, number) }, (_, at) =>
    at === number - 1 ? [[[text]]] : (of.fields[at] ?? []),
  );
  return { ...of, fields };
}

const withStatus = (document: AnsweredDocument, status: string): AnsweredDocument => ({
  ...document,
  notification: withField(document.notification, 19, status),
});

describe('a document query', () => {
  it.each<[Hl7Reply, string]>([
    [{ kind: 'not-sent', code: 'refused' }, 'query-not-sent-refused'],
    [{ kind: 'no-answer', code: 'deadline' }, 'query-no-answer-deadline'],
    [{ kind: 'not-encodable' }, 'query-not-encodable'],
  ])('without an answer tells nothing: %j', (reply, code) => {
    expect(classifyQuery(reply, QUERY)).toEqual({ kind: 'not-now', code });
  });

  it('that is refused tells nothing either', () => {
    const acknowledgement = { code: 'AR', controlId: 'kysely', errors: [{ code: '206' }] } as const;
    const refusal = message({ 9: ['ACK'] }, segment('MSA', { 1: 'AR', 2: 'kysely' }));
    expect(classifyQuery({ kind: 'answered', answer: { message: refusal, acknowledgement } }, QUERY)).toEqual(
      {
        kind: 'not-now',
        code: 'query-hl7-ar-206',
      },
    );
  });

  it.each([
    ['AE', undefined, { kind: 'none' }],
    ['AE', { segment: 'QRD', field: 10 }, { kind: 'none' }],
    ['AE', { segment: 'PID', field: 3 }, { kind: 'not-now', code: 'query-hl7-ae-204' }],
    ['AR', undefined, { kind: 'not-now', code: 'query-hl7-ar-204' }],
  ] as const)('that is answered by an unknown key, %s at %j, is %j', (code, location, finding) => {
    const error = { code: '204', ...(location !== undefined && { location }) } as const;
    const acknowledgement = { code, controlId: 'kysely', errors: [error] };
    const refusal = message({ 9: ['ACK'] }, segment('MSA', { 1: code, 2: 'kysely' }));
    const reply = { kind: 'answered', answer: { message: refusal, acknowledgement } } as const;
    expect(classifyQuery(reply, QUERY)).toEqual(finding);
  });

  it('whose answer is about something else tells nothing', () => {
    const acknowledgement = { code: 'AA', controlId: 'kysely', errors: [] } as const;
    const other = message({ 9: ['ACK'] }, segment('MSA', { 1: 'AA', 2: 'kysely' }));
    expect(classifyQuery({ kind: 'answered', answer: { message: other, acknowledgement } }, QUERY)).toEqual({
      kind: 'not-now',
      code: 'query-answer-malformed',
    });
  });

  it.each([
    [0, { kind: 'none' }],
    [1, { kind: 'one' }],
    [2, { kind: 'several', count: 2 }],
  ])('that finds %i says so', (count, finding) => {
    const acknowledgement = { code: 'AA', controlId: 'kysely', errors: [] } as const;
    const { patient, notification } = documentOf(create);
    const found = [patient, withField(notification, 12, 'numero')];
    const answer = message(
      { 9: ['DOC', 'T12', 'DOC_T12'] },
      segment('MSA', { 1: 'AA', 2: 'kysely' }),
      segment('QRD', { 4: 'kysely', 10: 'numero' }),
      ...Array.from({ length: count }, () => found).flat(),
    );
    expect(
      classifyQuery({ kind: 'answered', answer: { message: answer, acknowledgement } }, QUERY),
    ).toMatchObject(finding);
  });
});

describe('the document under our number', () => {
  it.each([
    ['a new one', create, ''],
    ['a replacement', replace, 'AV'],
    ['a cancelled one', nullify, 'CA'],
  ])('is %s, as it was sent', (_, order, status) => {
    const sent = documentOf(order.operation === 'nullify' ? create : order);
    expect(classifyDocument(withStatus(sent, status), order, WITH_CONTENT)).toEqual({
      kind: 'found',
      matches: true,
      differences: [],
      code: 'equal',
      recorded: {
        targetId: order.operation === 'replace' ? replace.versionKey : create.seriesKey,
        targetVersion: order.operation === 'nullify' ? 'CA' : order.versionKey,
      },
    });
  });

  const held = documentOf(create);
  const observation = (index: number, change: (obx: Segment) => readonly Segment[]): AnsweredDocument => ({
    ...held,
    observations: held.observations.flatMap((obx, at) => (at === index ? change(obx) : [obx])),
  });
  const lastIndex = held.observations.length - 1;

  it.each<[string, AnsweredDocument, readonly string[]]>([
    [
      'another client',
      {
        ...held,
        patient: documentOf(
          anOrder('measures', { clientIdentifier: { system: '1.2.246.21', value: '010516B903X' } }),
        ).patient,
      },
      ['client'],
    ],
    [
      'a client under another OID',
      {
        ...held,
        patient: documentOf(
          anOrder('measures', { clientIdentifier: { system: '1.2.3', value: '010594Y9032' } }),
        ).patient,
      },
      ['client'],
    ],
    ['nobody', { ...held, patient: segment('PID', {}) }, ['client']],
    ['another text', observation(0, (obx) => [withField(obx, 5, 'muu')]), ['content']],
    [
      'a text with one space more',
      observation(0, (obx) => [withField(obx, 5, `${create.text} `)]),
      ['content'],
    ],
    ['no text', observation(0, () => []), ['content']],
    ['a text twice', observation(0, (obx) => [obx, obx]), ['content']],
    ['another day', observation(1, (obx) => [withField(obx, 5, '20260303')]), ['content']],
    ['a measure under another number', observation(3, (obx) => [withField(obx, 4, '7')]), ['content']],
    ['another type', { ...held, notification: withField(held.notification, 2, 'PLAN') }, ['content']],
    ['an unfinished one', { ...held, notification: withField(held.notification, 17, 'IN') }, ['status']],
    ['a cancelled one', withStatus(held, 'CA'), ['status']],
    ['one not to be read', withStatus(held, 'UN'), ['status']],
    ['a superseded one', withStatus(held, 'OB'), ['version']],
    ['another version', observation(lastIndex, (obx) => [withField(obx, 5, 'muu')]), ['version']],
    ['no version', observation(lastIndex, () => []), ['version']],
  ])('differs where it is %s', (_, document, differences) => {
    expect(classifyDocument(document, create, WITH_CONTENT)).toMatchObject({
      kind: 'found',
      matches: false,
      differences,
      code: 'differs',
    });
  });

  it('is equal with what the system added to it', () => {
    const added = segment('OBX', { 1: '99', 2: 'ST', 3: ['OMA', '', 'PEGASOS'], 5: 'x' });
    const { patient } = held;
    const other = [['77'], [''], [''], ['', '1.2.3', 'ISO']];
    const fields = patient.fields.map((field, at) => (at === 2 ? [...field, other] : field));
    const document = {
      ...held,
      patient: { ...patient, fields },
      observations: [...held.observations, added],
    };
    expect(classifyDocument(document, create, WITH_CONTENT)).toMatchObject({ matches: true });
  });

  it('is equal without content, where the system tells none or the document is cancelled', () => {
    const empty = { ...held, observations: [] };
    expect(classifyDocument(empty, create, { documentContent: false })).toMatchObject({
      matches: true,
      recorded: { targetVersion: create.versionKey },
    });
    expect(classifyDocument(withStatus(empty, 'CA'), nullify, WITH_CONTENT)).toMatchObject({ matches: true });
    expect(classifyDocument(empty, create, WITH_CONTENT)).toMatchObject({ matches: false });
  });
});

describe('the document that was to be replaced', () => {
  it('is still the newest: ours is absent', () => {
    expect(classifyPrevious(documentOf(create), replace)).toEqual({ kind: 'absent', code: 'older-version' });
  });

  it.each(['OB', 'CA'])('is not any more (%s): something else came after it', (status) => {
    expect(classifyPrevious(withStatus(documentOf(create), status), replace)).toMatchObject({
      kind: 'found',
      matches: false,
      differences: ['version'],
    });
  });
});
