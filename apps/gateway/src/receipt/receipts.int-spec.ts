import { generateKeyPairSync } from 'node:crypto';
import { aConfirmedTask, aTask } from '#domain/testing';
import { aDecision, openTestLedger, PERSON, storeDecision } from '#ledger/testing';
import type { TestLedger } from '#ledger/testing';
import { openReceiptSigner, verifyReceipt } from '#security';
import { startGateway, tokenOf } from '../../testing/gateway-under-test.js';
import { LedgerReceipts } from './receipts.js';

const NOW = new Date('2026-11-20T10:00:00.000Z');
const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

let house: TestLedger;
beforeAll(async () => {
  house = await openTestLedger();
});
afterAll(() => house.stop());

test('a receipt of what the ledger holds is verified with the published keys, and holds nothing of the client', async () => {
  const confirmed = aConfirmedTask({ decisionId: 'KAA-1' });
  const withheld = aTask({
    record: 'plan',
    state: 'withheld',
    onBehalfOf: ['chair'],
    reason: 'consent-missing',
  });
  const queued = aTask({ id: confirmed.id });
  await storeDecision(house.ledger, aDecision('KAA-1'), [queued, withheld]);
  await house.ledger.withDecision({ team: 'kaarina', decisionId: 'KAA-1' }, (decision) =>
    decision.save({ actor: 'test', transitions: [{ task: confirmed, event: 'task.confirmed' }] }),
  );
  const signer = openReceiptSigner({ keys: [pem] });
  const { app, get } = await startGateway({ receipts: new LedgerReceipts(house.ledger, signer, () => NOW) });
  try {
    const answer = await get('/v1/decisions/kaarina/KAA-1/receipt', tokenOf({ roles: ['auditor'] }));
    const { body } = await get('/.well-known/jwks.json');
    const verified = await verifyReceipt(answer.text, body as never);
    const text = 'payload' in verified ? verified.payload.toString() : '';
    expect(JSON.parse(text)).toEqual({
      team: 'kaarina',
      decisionId: 'KAA-1',
      version: 1,
      practiceVersion: '1',
      issuedAt: NOW.toISOString(),
      duties: [
        {
          task: confirmed.id,
          rule: confirmed.rule,
          state: 'confirmed',
          onBehalfOf: ['chair'],
          evidence: confirmed.evidence,
        },
        {
          task: withheld.id,
          rule: withheld.rule,
          state: 'withheld',
          onBehalfOf: ['chair'],
          reason: 'consent-missing',
        },
      ],
    });
    for (const secret of Object.values(PERSON)) expect(text).not.toContain(secret);
    const other = await get('/v1/decisions/kaarina/KAA-2/receipt', tokenOf({ roles: ['auditor'] }));
    expect(other.status).toBe(404);
  } finally {
    await app.close();
  }
});
