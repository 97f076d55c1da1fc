import { randomBytes } from 'node:crypto';
import type { TextLanguage } from '#console-texts';
import type { FastifyReply } from 'fastify';
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { ConsoleAssets } from '../assets/console-assets.js';
import type { ConsoleConfig } from '../console.config.js';
import { Frame } from './frame.js';
import { PageProvider, pageOf } from './page-context.js';
import type { PageView } from './page-view.js';
import type { Viewer } from './viewer.js';

const NONCE_BYTES = 16;

/** Who sees a page: somebody signed in, or anybody in a language. */
export type Audience = Viewer | { readonly language: TextLanguage };

export interface RendererOptions {
  readonly config: ConsoleConfig;
  readonly assets: ConsoleAssets;
  readonly clock: () => Date;
}

/** Makes whole pages of views, and sends them with a content security policy of their own. */
export class PageRenderer {
  constructor(private readonly options: RendererOptions) {}

  /** Ends the reply with the page. */
  send(reply: FastifyReply, audience: Audience, view: PageView): void {
    const nonce = randomBytes(NONCE_BYTES).toString('base64');
    void reply
      .status(view.status ?? 200)
      .headers({ ...pageHeaders(nonce), ...view.headers })
      .send(`<!doctype html>${this.render(audience, view, nonce)}`);
  }

  private render(audience: Audience, { title, area, message, body }: PageView, nonce: string): string {
    const { config, assets, clock } = this.options;
    const page = pageOf({
      ...('principal' in audience ? { viewer: audience } : {}),
      language: audience.language,
      config,
      nonce,
      assets: assets.path,
      now: clock(),
    });
    const frame = h(Frame, { title, area, message, children: body });
    return renderToString(h(PageProvider, { value: page, children: frame }));
  }
}

/** Nothing from elsewhere, no inline script or style; forms go to us alone, and to the issuer by a redirect. */
const pageHeaders = (nonce: string): Readonly<Record<string, string>> => ({
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
});
