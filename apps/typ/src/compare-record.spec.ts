import { anOrder, nextVersion } from '#recording/testing';
import { compareRecord } from './compare-record.js';

const order = anOrder('plan');
const { system, value } = order.clientIdentifier;
const record = {
  client: { value, system },
  content: JSON.parse(JSON.stringify(order.content)) as Record<string, unknown>,
  text: order.text,
  status: 'active',
  versionKey: order.versionKey,
};

describe('what TYP holds, compared with what was to be written', () => {
  it('is equal, whatever the order of its fields', () => {
    const content = Object.fromEntries(Object.entries(record.content).reverse());
    expect(compareRecord(order, { ...record, content })).toEqual([]);
  });

  it.each([
    ['another client', { client: { system, value: '010516B903X' } }, ['client']],
    ['the client of another register', { client: { system: '1.2.3', value } }, ['client']],
    ['no client', { client: undefined }, ['client']],
    ['another text', { text: `${order.text} ` }, ['content']],
    ['other line ends', { text: order.text.replaceAll('\n', '\r\n') }, ['content']],
    ['another goal', { content: { ...record.content, goals: ['Muu'] } }, ['content']],
    ['one field more', { content: { ...record.content, workAbilityStatement: 'x' } }, ['content']],
    ['one field less', { content: { ...record.content, reviewOn: undefined } }, ['content']],
    ['no content', { content: null }, ['content']],
    ['another status', { status: 'cancelled' }, ['status']],
    ['another version', { versionKey: 'x' }, ['version']],
  ])('differs by %s', (_, change, differences) => {
    const changed: unknown = JSON.parse(JSON.stringify({ ...record, ...change }));
    expect(compareRecord(order, changed)).toEqual(differences);
  });

  it('is to be cancelled after a nullify', () => {
    const nullify = nextVersion(order, { operation: 'nullify' });
    const cancelled = { ...record, versionKey: nullify.versionKey, status: 'cancelled' };
    expect(compareRecord(nullify, cancelled)).toEqual([]);
    expect(compareRecord(nullify, { ...cancelled, status: 'active' })).toEqual(['status']);
  });

  it.each([undefined, null, [], 'x', {}])('differs in everything when it is %j', (nothing) => {
    expect(compareRecord(order, nothing)).toEqual(['client', 'content', 'status', 'version']);
  });
});
