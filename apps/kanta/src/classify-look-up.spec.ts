import { INTERACTIONS, envelopeNode, node, writeDocumentAnswer, type XmlNode } from '#cda';
import { anOrder, nextVersion } from '#recording/testing';
import type { RecordingOrder } from '#recording';
import { readXmlText, type SoapAnswer, type SoapReply } from '#soap';
import { SETTINGS } from '../testing/kanta-bench.js';
import { classifyVersions, heldBy } from './classify-look-up.js';
import type { ExpectedDocument } from './compare-document.js';
import { mapDocument } from './mapping/map-document.js';

const MESSAGE = '1.2.3';
const TODAY = '20260302';
const first = anOrder('recommendation');
const previous = { targetId: mapDocument(first, SETTINGS).header.id, targetVersion: '1' };
const second = nextVersion(first, { operation: 'replace', previous });

function stored(order: RecordingOrder, digest = 'abc', client = '010594Y9032'): XmlNode {
  const { header } = mapDocument(order, SETTINGS);
  const patient = { ...header.patient, id: { root: '1.2.246.21', extension: client } };
  const text = node('text', { integrityCheck: digest });
  const status = order.operation === 'nullify' ? 'nullified' : 'completed';
  return envelopeNode({ ...header, patient }, { text, status });
}

function answered(...documents: readonly XmlNode[]): SoapAnswer {
  const transmission = {
    messageId: '1.2.4',
    createdAt: new Date(0),
    profileIds: [],
    processing: 'D',
    receiver: '1.2',
    sender: '1.3',
  } as const;
  const xml = writeDocumentAnswer(INTERACTIONS.metadata, { target: MESSAGE, documents }, transmission);
  return { kind: 'answered', status: 200, content: 'message', body: readXmlText(xml) };
}

function expected(order: RecordingOrder): ExpectedDocument {
  const { id, setId, versionNumber, patient } = mapDocument(order, SETTINGS).header;
  const nullified = order.operation === 'nullify';
  return { id, setId, versionNumber, patient: patient.id, bodyDigest: 'abc', releaseDate: TODAY, nullified };
}

function lookedUp(order: RecordingOrder, reply: SoapReply, today = TODAY) {
  const holding = heldBy({ messageId: MESSAGE, reply });
  return holding.kind === 'held'
    ? classifyVersions(holding.versions, order, expected(order), today)
    : holding;
}

describe('the metadata query', () => {
  it('finds nothing', () => {
    expect(lookedUp(first, answered())).toEqual({ kind: 'absent', code: 'no-match' });
  });

  it('finds the version as it was written', () => {
    expect(lookedUp(second, answered(stored(first), stored(second)))).toEqual({
      kind: 'found',
      recorded: { targetId: expected(second).id, targetVersion: '2' },
      matches: true,
      differences: [],
      code: 'visible',
      visibleFrom: new Date('2026-03-01T22:00:00Z'),
    });
  });

  it('tells from when the client sees it, and of what is never shown nothing', () => {
    const summer = { ...first, decidedAt: '2026-07-01T00:30:00+03:00' };
    expect(lookedUp(summer, answered(stored(summer)))).toMatchObject({
      visibleFrom: new Date('2026-06-30T21:00:00Z'),
    });
    const hidden = { ...first, visibleToClient: false };
    expect(lookedUp(hidden, answered(stored(hidden)))).not.toHaveProperty('visibleFrom');
  });

  it('tells that the client does not see it yet', () => {
    expect(lookedUp(first, answered(stored(first)), '20260301')).toMatchObject({ code: 'visible-later' });
  });

  it.each([
    ['client', stored(first, 'abc', '010516B903X')],
    ['content', stored(first, 'abd')],
  ])('sees another %s', (difference, document) => {
    expect(lookedUp(first, answered(document))).toMatchObject({ matches: false, differences: [difference] });
  });

  it('sees another state', () => {
    const nullify = nextVersion(first, { operation: 'nullify', previous });
    const { operation, ...replaced } = nullify;
    expect(
      lookedUp(nullify, answered(stored(first), stored({ ...replaced, operation: 'replace' }))),
    ).toMatchObject({
      differences: ['status'],
    });
    expect(operation).toBe('nullify');
  });

  it('sees another version in the place of ours', () => {
    const other = nextVersion(first, { operation: 'replace', previous });
    expect(lookedUp(second, answered(stored(first), stored(other)))).toMatchObject({
      differences: ['version'],
    });
    expect(lookedUp(first, answered(stored(first), stored(other)))).toMatchObject({
      differences: ['version'],
    });
  });

  it('tells that a replace has not happened', () => {
    expect(lookedUp(second, answered(stored(first)))).toEqual({ kind: 'absent', code: 'older-version' });
  });

  it('finds two newest versions', () => {
    const other = nextVersion(first, { operation: 'replace', previous });
    expect(lookedUp(second, answered(stored(first), stored(second), stored(other)))).toEqual({
      kind: 'several',
      count: 2,
      code: 'several-matches',
    });
  });

  it('does not believe a document of another series', () => {
    expect(lookedUp(first, answered(stored(anOrder('recommendation'))))).toEqual({
      kind: 'not-now',
      code: 'query-not-obeyed',
    });
  });

  it.each([
    [{ kind: 'not-sent', code: 'refused' }, 'query-not-sent-refused'],
    [{ kind: 'no-answer', code: 'reset' }, 'query-no-answer-reset'],
    [{ ...answered(), status: 500 }, 'query-soap-500'],
    [{ kind: 'answered', status: 200, content: 'unreadable' }, 'query-unreadable'],
    [{ ...answered(), body: readXmlText('<x/>') }, 'query-other-interaction'],
    [answered(node('clinicalDocument')), 'query-metadata-unreadable'],
  ] as const)('can be repeated after %j', (reply, code) => {
    expect(lookedUp(first, reply)).toEqual({ kind: 'not-now', code });
  });
});
