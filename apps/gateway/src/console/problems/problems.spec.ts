import { PROBLEM_TEXTS, TEXT_LANGUAGES } from '#console-texts';
import { startGateway } from '../../../testing/gateway-under-test.js';
import type { GatewayUnderTest } from '../../../testing/gateway-under-test.js';
import { PROBLEMS } from '../../http/problem.js';
import { PROBLEM_CODES } from './problem-catalogue.js';

let gateway: GatewayUnderTest;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.app.close());

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

describe.each(TEXT_LANGUAGES)('the catalogue of problems in %s', (language) => {
  it.each(PROBLEM_CODES)('has a page for %s, with cause and cure', async (code) => {
    const { status, text } = await gateway.get(`/ongelmat/${code}`, undefined, {
      'accept-language': language,
    });
    expect(status).toBe(200);
    const { title, cause, cure } = PROBLEM_TEXTS[language][code];
    for (const part of [title, cause, cure]) expect(text).toContain(escaped(part));
  });

  it('lists them all', async () => {
    const { text } = await gateway.get('/ongelmat', undefined, { 'accept-language': language });
    for (const code of PROBLEM_CODES) expect(text).toContain(`href="/ongelmat/${code}"`);
  });
});

describe('a problem', () => {
  it('leads to its page by its type', async () => {
    const { body } = await gateway.get('/v1/systems');
    expect((await gateway.get(String(body['type']))).text).toContain('not-signed-in');
  });

  it.each(PROBLEM_CODES)('%s is called the same on its page and in the answer', (code) => {
    expect(PROBLEM_TEXTS.fi[code].title).toBe(PROBLEMS[code].title);
  });

  it('that is none has no page', async () => {
    expect((await gateway.get('/ongelmat/toString')).status).toBe(404);
  });
});
