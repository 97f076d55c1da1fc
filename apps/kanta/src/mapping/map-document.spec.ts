import { MissingPreviousVersion, isOid, isXmlValue } from '#cda';
import { anOrder, nextVersion, temporaryClient } from '#recording/testing';
import { SETTINGS } from '../../testing/kanta-bench.js';
import { mapDocument, mapServiceEvent } from './map-document.js';

const first = anOrder('plan');
const previous = { targetId: mapDocument(first, SETTINGS).header.id, targetVersion: '1' };

describe('the document of an order', () => {
  it('is the same on every attempt', () => {
    expect(mapDocument(first, SETTINGS)).toEqual(mapDocument(first, SETTINGS));
  });

  it('begins a series with its own id', () => {
    const { header } = mapDocument(first, SETTINGS);
    expect(header).toMatchObject({ setId: header.id, versionNumber: 1 });
    expect(header.replaces).toBeUndefined();
    expect(isOid(header.id)).toBe(true);
  });

  it('continues the series after the version that it replaces', () => {
    const { header } = mapDocument(nextVersion(first, { operation: 'replace', previous }), SETTINGS);
    expect(header).toMatchObject({
      setId: previous.targetId,
      versionNumber: 2,
      replaces: { id: previous.targetId, setId: previous.targetId, versionNumber: 1 },
    });
    expect(header.id).not.toBe(header.setId);
  });

  it.each([undefined, { targetId: '1.2', targetVersion: 'x' }])(
    'is none without the version before: %j',
    (before) => {
      const { previous: _, ...order } = nextVersion(first, { operation: 'replace' });
      const broken = { ...order, ...(before !== undefined && { previous: before }) };
      expect(() => mapDocument(broken, SETTINGS)).toThrow(MissingPreviousVersion);
    },
  );

  it('refers to the service event of its decision, as every document of it does', () => {
    const { encounter } = mapDocument(first, SETTINGS).header;
    const event = mapServiceEvent(first, SETTINGS).header;
    expect(event.encounter).toMatchObject({ id: encounter.id, from: '20260302' });
    expect(mapServiceEvent({ ...first, record: 'visit' }, SETTINGS).header.id).toBe(event.id);
    expect(mapServiceEvent(anOrder('plan'), SETTINGS).header.id).not.toBe(event.id);
    expect([encounter.id, event.id].every(isOid)).toBe(true);
  });

  it('is of the client by identity code or temporary id', () => {
    expect(mapDocument(first, SETTINGS).header.patient.id).toEqual({
      root: '1.2.246.21',
      extension: '010594Y9032',
    });
    expect(mapDocument({ ...first, ...temporaryClient() }, SETTINGS).header.patient.id).toEqual({
      root: '1.2.246.10.2048198.22.2026',
      extension: 'tilap-0001',
    });
  });

  it('may be seen by the client from the day of the decision, or never', () => {
    const seen = (visibleToClient: boolean) =>
      mapDocument({ ...first, visibleToClient }, SETTINGS).header.local.releaseDate;
    expect(seen(true)).toBe('20260302');
    expect(seen(false)).toBe('99991231');
  });

  it('holds the text, and every field of the record beside it', () => {
    const { body } = mapDocument(first, SETTINGS);
    const section = body.kind === 'structured' ? body.sections[0]?.sections?.[0]?.sections?.[0] : undefined;
    expect(section?.text).toBe(first.text);
    expect(section?.entries?.map(({ code, value }) => [code.code, value])).toEqual(
      expect.arrayContaining([
        ['goals.0', 'Paluu työhön'],
        ['reviewOn', '2026-09-01'],
        ['measures.0.dueOn', '2026-04-15'],
      ]),
    );
  });

  it.each(['puolikas \ud83d', 'ohjaus \u0007'])('is not encodable with %j', (text) => {
    expect(isXmlValue(mapDocument({ ...first, text }, SETTINGS))).toBe(false);
    const client = { ...first.client, familyName: text };
    expect(isXmlValue(mapDocument({ ...first, client }, SETTINGS))).toBe(false);
    expect(isXmlValue(mapDocument(first, SETTINGS))).toBe(true);
  });
});
