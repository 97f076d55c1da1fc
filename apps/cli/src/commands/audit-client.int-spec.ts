import type { TaskId } from '#domain';
import { v7 as uuid } from 'uuid';
import { aTask } from '#domain/testing';
import { aDecision, openTestLedger, PERSON, storeDecision } from '#ledger/testing';
import type { TestLedger } from '#ledger/testing';
import { runKuittaus } from '../kuittaus.js';
import { disclosuresTo } from './audit-client.js';

let test: TestLedger;
beforeAll(async () => {
  test = await openTestLedger();
});
afterAll(() => test.stop());

const sequence = () =>
  test.ledger.audit.sequence({ limit: 100, groundsOf: () => ({ purpose: 'x', legalBasis: 'y' }) });

describe('kuittaus audit client', () => {
  it('tells who used a client’s data, and is itself told the next time', async () => {
    await storeDecision(test.ledger, aDecision(uuid()), [
      aTask({ id: uuid() as TaskId, contentDigest: 'aabb' }),
    ]);
    await sequence();
    expect(await disclosuresTo(test.ledger, PERSON.code, 'client-request')).toEqual([]);
    await sequence();
    expect(await disclosuresTo(test.ledger, PERSON.code, 'client-request')).toMatchObject([
      { type: 'used', who: { type: 'app', id: 'kuittaus-cli' }, purpose: 'client-request' },
    ]);
  });

  it('knows nothing of others, and takes the code from the input alone', async () => {
    expect(await disclosuresTo(test.ledger, '010594Y9021', 'client-request')).toBeUndefined();
    const said: string[] = [];
    const io = {
      out: (text: string) => said.push(text),
      err: (text: string) => said.push(text),
      readInput: async () => Buffer.from('x'),
      now: () => new Date(),
      variables: {},
    };
    expect(await runKuittaus(['audit', 'client', '--purpose', 'client-request'], io)).toBe(2);
    expect(await runKuittaus(['audit', 'client', PERSON.code, '--purpose', 'x1'], io)).toBe(2);
    expect(said.join('')).not.toContain(PERSON.code);
  });
});
