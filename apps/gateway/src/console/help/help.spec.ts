import { HELP_TEXTS, TEXT_LANGUAGES } from '#console-texts';
import { startGateway } from '../../../testing/gateway-under-test.js';
import type { GatewayUnderTest } from '../../../testing/gateway-under-test.js';

let gateway: GatewayUnderTest;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.app.close());

const PAGES = [
  ['/console/help', 'start'],
  ['/console/accessibility', 'accessibility'],
  ['/console/feedback', 'feedback'],
] as const;

describe.each(TEXT_LANGUAGES)('in %s', (language) => {
  it.each(PAGES)('%s can be read by anybody', async (path, name) => {
    const { status, text } = await gateway.get(path, undefined, { 'accept-language': language });
    expect(status).toBe(200);
    const { title, sections } = HELP_TEXTS[language][name];
    expect(text).toContain(`<h1>${title}</h1>`);
    for (const { heading, paragraphs } of sections) {
      expect(text).toContain(`<h2>${heading}</h2>`);
      expect(paragraphs.length).toBeGreaterThan(0);
    }
  });
});

it('the statement and the feedback page say where to write', async () => {
  for (const path of ['/console/accessibility', '/console/feedback']) {
    expect((await gateway.get(path)).text).toContain('href="mailto:');
  }
});
