import { anOrder, nextVersion } from '#recording/testing';
import { compareEvent } from './compare-event.js';

const order = anOrder('plan');
const { system, value } = order.clientIdentifier;
const event = {
  client: { value, system },
  content: JSON.parse(JSON.stringify(order.content)) as Record<string, unknown>,
  text: order.text,
  status: 'active',
  versionKey: order.versionKey,
};

describe('what SofiaCRM holds, compared with what was to be written', () => {
  it('is equal, whatever the order of its fields', () => {
    const content = Object.fromEntries(Object.entries(event.content).reverse());
    expect(compareEvent(order, { ...event, content })).toEqual([]);
  });

  it.each([
    ['another client', { client: { system, value: '010516B903X' } }, ['client']],
    ['the client of another register', { client: { system: '1.2.3', value } }, ['client']],
    ['no client', { client: undefined }, ['client']],
    ['another text', { text: `${order.text} ` }, ['content']],
    ['other line ends', { text: order.text.replaceAll('\n', '\r\n') }, ['content']],
    ['another goal', { content: { ...event.content, goals: ['Muu'] } }, ['content']],
    ['one field more', { content: { ...event.content, workAbilityStatement: 'x' } }, ['content']],
    ['one field less', { content: { ...event.content, reviewOn: undefined } }, ['content']],
    ['no content', { content: null }, ['content']],
    ['another status', { status: 'cancelled' }, ['status']],
    ['another version', { versionKey: 'x' }, ['version']],
  ])('differs by %s', (_, change, differences) => {
    const changed: unknown = JSON.parse(JSON.stringify({ ...event, ...change }));
    expect(compareEvent(order, changed)).toEqual(differences);
  });

  it('is to be cancelled after a nullify', () => {
    const nullify = nextVersion(order, { operation: 'nullify' });
    const cancelled = { ...event, versionKey: nullify.versionKey, status: 'cancelled' };
    expect(compareEvent(nullify, cancelled)).toEqual([]);
    expect(compareEvent(nullify, { ...cancelled, status: 'active' })).toEqual(['status']);
  });

  it.each([undefined, null, [], 'x', {}])('differs in everything when it is %j', (nothing) => {
    expect(compareEvent(order, nothing)).toEqual(['client', 'content', 'status', 'version']);
  });
});
