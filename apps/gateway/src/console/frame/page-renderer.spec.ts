import { FRAME_TEXTS, TEXT_LANGUAGES } from '#console-texts';
import type { FastifyReply } from 'fastify';
import { h } from 'preact';
import { ConsoleAssets } from '../assets/console-assets.js';
import { PageRenderer } from './page-renderer.js';
import type { Audience } from './page-renderer.js';
import type { PageView } from './page-view.js';
import { SAMPLE_THEME } from '../../../testing/sample-theme.js';

const NOW = new Date('2026-11-17T10:31:00Z');
const assets = new ConsoleAssets(SAMPLE_THEME);
const pages = new PageRenderer({
  config: { theme: SAMPLE_THEME, environment: 'test' },
  assets,
  clock: () => NOW,
});
const viewer: Audience = {
  principal: { subject: 'aino', roles: new Set(['sysadmin']), teams: 'all' },
  name: 'Aino <Pääkäyttäjä>',
  language: 'sv',
  csrfToken: 'token"of"aino',
  place: '/console/queues?a=1&b=2',
  idleEndsAt: new Date('2026-11-17T11:01:00Z'),
};

interface Sent {
  status: number;
  headers: Record<string, string>;
  html: string;
}

function sent(audience: Audience, view: PageView): Sent {
  const seen: Sent = { status: 0, headers: {}, html: '' };
  const reply = {
    status: (status: number) => ((seen.status = status), reply),
    headers: (headers: Record<string, string>) => ((seen.headers = headers), reply),
    send: (html: string) => ((seen.html = html), reply),
  };
  pages.send(reply as unknown as FastifyReply, audience, view);
  return seen;
}

const view: PageView = { title: 'Otsikko', body: h('p', {}, '<b>teksti</b>') };

describe('a page', () => {
  it.each(TEXT_LANGUAGES)('in %s says so, has one heading, a skip link and one status region', (language) => {
    const { html, status } = sent({ language }, view);
    expect(status).toBe(200);
    expect(html).toMatch(new RegExp(`^<!doctype html><html lang="${language}">`));
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect(html.match(/role="status"/g)).toHaveLength(1);
    expect(html).toContain(`<a class="skip" href="#content">${FRAME_TEXTS[language].skip}</a>`);
    expect(html).toContain('<title>Otsikko – Kuittaus</title>');
  });

  it('escapes what it is given, in text and in attributes', () => {
    const { html } = sent(viewer, view);
    expect(html).toContain('&lt;b>teksti');
    expect(html).not.toContain('<b>');
    expect(html).toContain('Aino &lt;Pääkäyttäjä>');
    expect(html).toContain('value="token&quot;of&quot;aino"');
  });

  it('lets only its own scripts run, each time by another nonce', () => {
    const [one, other] = [sent(viewer, view), sent(viewer, view)];
    const nonceOf = ({ headers }: Sent): string | undefined =>
      /script-src 'self' 'nonce-([^']+)'/.exec(headers['content-security-policy'] ?? '')?.[1];
    expect(nonceOf(one)).toMatch(/^[\w+/=]{20,}$/);
    expect(nonceOf(one)).not.toBe(nonceOf(other));
    const scripts = one.html.match(/<script[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) expect(script).toContain(`nonce="${nonceOf(one) ?? ''}"`);
    expect(one.headers['content-security-policy']).not.toMatch(/unsafe/);
    expect(one.html).not.toMatch(/ (style|on\w+)=/);
  });

  it('shows the environment in words, and the menu only to somebody signed in', () => {
    expect(sent(viewer, view).html).toContain('<strong class="top__environment">TEST</strong>');
    expect(sent({ language: 'fi' }, view).html).not.toContain('<form');
    expect(sent(viewer, view).html).toContain('action="/console/sign-out"');
  });

  it('comes back to the same place in another language', () => {
    expect(sent(viewer, view).html).toContain(
      'href="/console/language/fi?to=%2Fconsole%2Fqueues%3Fa%3D1%26b%3D2"',
    );
  });

  it('says what has just happened in the status region', () => {
    const { html, status } = sent(viewer, { ...view, message: 'Kuitattu', status: 422 });
    expect(status).toBe(422);
    expect(html).toContain('role="status" class="status">Kuitattu</div>');
  });
});

describe('the assets', () => {
  const name = assets.path.split('/').at(-1) ?? '';

  it.each(['console.css', 'console.js', 'htmx.js', 'htmx-csp.js', 'icon.svg'])('hold %s', (file) => {
    const asset = assets.find(name, file);
    expect(asset?.body.length).toBeGreaterThan(100);
    expect(asset?.brotli?.length).toBeLessThan(asset?.body.length ?? 0);
  });

  it('are found under their own digest alone, and never outside the list', () => {
    expect(assets.find('0'.repeat(16), 'console.css')).toBeUndefined();
    expect(assets.find(name, '../console.css')).toBeUndefined();
  });

  it('change their place with the area’s colour', () => {
    expect(new ConsoleAssets({ ...SAMPLE_THEME, colour: '#004400' }).path).not.toBe(assets.path);
  });

  it('send a first page with all it needs but the fonts in less than 50 KB', () => {
    const files = ['console.css', 'console.js', 'htmx.js', 'htmx-csp.js', 'icon.svg'];
    const bytes = files.reduce((sum, file) => sum + (assets.find(name, file)?.brotli?.length ?? Infinity), 0);
    expect(bytes).toBeLessThan(50_000);
  });

  it('have nothing from another host', () => {
    const css = assets.find(name, 'console.css')?.body.toString() ?? '';
    expect(css).not.toMatch(/url\(["']?(https?:)?\/\//);
  });
});
