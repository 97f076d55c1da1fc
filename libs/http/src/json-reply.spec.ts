import type { HttpExchangeResult } from './http-exchange.js';
import { readJsonReply } from './json-reply.js';

const NOW = new Date('2026-03-02T10:00:00Z');

function answer(body: string | Buffer, headers: Readonly<Record<string, string>> = {}): HttpExchangeResult {
  const all: Readonly<Record<string, string>> = { 'content-type': 'application/json', ...headers };
  return { kind: 'answered', status: 200, header: (name) => all[name], bytes: Buffer.from(body) };
}

describe('an answer read as JSON', () => {
  it.each([
    ['JSON', answer('{"a":1}'), 'json', { a: 1 }],
    ['a problem', answer('[]', { 'content-type': 'application/problem+json; charset=utf-8' }), 'json', []],
    ['nothing', answer(''), 'empty', undefined],
    ['a page', answer('<p>', { 'content-type': 'text/html' }), 'unreadable', undefined],
    ['half of it', answer('{"a":'), 'unreadable', undefined],
    ['another encoding', answer(Buffer.from([0x22, 0xe4, 0x22])), 'unreadable', undefined],
    ['packed', answer('{}', { 'content-encoding': 'gzip' }), 'unreadable', undefined],
    ['untyped', answer('{}', { 'content-type': '' }), 'unreadable', undefined],
  ])('that is %s', (_, result, content, body) => {
    expect(readJsonReply(result, NOW)).toMatchObject({ kind: 'answered', status: 200, content, body });
  });

  it('keeps when to come back', () => {
    expect(readJsonReply(answer('{}', { 'retry-after': '7' }), NOW)).toMatchObject({ retryAfterMs: 7_000 });
    expect(readJsonReply(answer('{}'), NOW)).not.toHaveProperty('retryAfterMs');
  });

  it('that never came stays what it was', () => {
    expect(readJsonReply({ kind: 'not-sent', code: 'tls' }, NOW)).toEqual({ kind: 'not-sent', code: 'tls' });
  });
});
