import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CLIENT,
  bySeries,
  carePlan,
  consent,
  documentReference,
  pair,
  replacement,
} from '../../testing/bundles.js';
import { LifecareStand } from '../../testing/start-lifecare.js';
import { textAt } from '../json.js';

describe('the journal of the Lifecare stand-in', () => {
  let stand: LifecareStand;
  beforeEach(async () => {
    stand = await LifecareStand.start();
  });
  afterEach(() => stand.stop());

  it('has a row a version, with the words of the contract', async () => {
    await stand.transaction(pair(documentReference('k-1')));
    const [row] = await stand.journal();
    expect(row).toEqual({
      id: expect.stringMatching(/^[\w-]{36}$/),
      key: 'k-1',
      record: 'recommendation',
      client: CLIENT,
      content: expect.stringMatching(/^Suositellaan kuntoutusselvitystä\./),
      version: '1',
      operation: 'create',
      storedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    });
  });

  it('shows every text of a CarePlan and of a Consent in a readable form', async () => {
    await stand.transaction(pair(carePlan('k-1')));
    await stand.transaction(pair(consent('k-2')));
    const [plan, given] = (await stand.journal()).map((row) => textAt(row, 'content')?.split('\n'));
    expect(plan).toEqual(
      expect.arrayContaining([
        'Työkyvyn tuen suunnitelma',
        'Paluu työelämään',
        'Työkokeilupaikan kartoitus.',
        '2027-01-31',
      ]),
    );
    expect(given).toEqual(
      expect.arrayContaining(['Suostumus annettu kirjallisesti.', 'terveydenhuolto', '2026-10-05']),
    );
  });

  it('shows a text that reached a record by another element than its attachment', async () => {
    const leaks = {
      description: 'vuoto-1',
      type: {
        coding: [{ system: 'urn:kuittaus:record', code: 'recommendation', display: 'vuoto-2' }],
        text: 'vuoto-3',
      },
      securityLabel: [{ text: 'vuoto-4' }],
    };
    await stand.transaction(pair(documentReference('k-1', leaks)));
    const [row] = await stand.journal();
    expect(
      textAt(row, 'content')
        ?.match(/vuoto-\d/g)
        ?.toSorted(),
    ).toEqual(['vuoto-1', 'vuoto-2', 'vuoto-3', 'vuoto-4']);
  });

  it('is the same after a restart, and so are the records', async () => {
    const bundle = pair(documentReference('k-1'), bySeries('k-1'));
    await stand.transaction(bundle);
    const id = textAt((await stand.journal())[0], 'id') ?? '';
    await stand.transaction(replacement(documentReference('k-1', { description: 'Korjattu' }), id, '1'));
    const before = await stand.journal();
    stand = await stand.restart();
    expect(await stand.journal()).toEqual(before);
    expect((await stand.fhir(`/DocumentReference/${id}/_history`)).body['total']).toBe(2);
    await stand.transaction(bundle);
    expect((await stand.transaction(replacement(documentReference('k-1'), id, '1'))).status).toBe(412);
    expect((await stand.transaction(replacement(documentReference('k-1'), id, '2'))).status).toBe(200);
    expect(await stand.journal()).toHaveLength(3);
  });

  it('is on disk before the answer leaves', async () => {
    await stand.transaction(pair(documentReference('k-1')));
    expect(await readFile(join(stand.dataDir, 'journal.jsonl'), 'utf8')).toContain('"k-1"');
  });

  it('forgets a line that a crash cut short', async () => {
    await stand.transaction(pair(documentReference('k-1')));
    await appendFile(join(stand.dataDir, 'journal.jsonl'), '{"versions":[{"type":"Consent","id":"x"');
    stand = await stand.restart();
    await stand.transaction(pair(documentReference('k-2')));
    stand = await stand.restart();
    expect((await stand.journal()).map(({ key }) => key)).toEqual(['k-1', 'k-2']);
  });
});
