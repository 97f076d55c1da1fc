import type { ConsoleTheme } from '#configuration';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const FOLDER = __dirname; // the one place to change for ES modules
const packages = createRequire(path.join(FOLDER, 'console-assets.js'));

const HASH_LENGTH = 16;
const FONTS = ['400', '600', '700'].flatMap((weight) =>
  ['latin', 'latin-ext'].map((range) => `source-sans-3-${range}-${weight}-normal.woff2`),
);
/** Of the design system: its tokens and what the console's own style builds on. */
const DESIGN_SYSTEM = [
  'hds-core/lib/base.min.css',
  'hds-core/lib/components/button/button.min.css',
  'hds-core/lib/components/text-input/text-input.min.css',
  'hds-core/lib/components/radio-button/radio-button.min.css',
  'hds-core/lib/components/status-label/status-label.min.css',
];

/** A file that browsers may keep for a year, since its path holds a digest of all of them. */
export interface Asset {
  readonly type: string;
  readonly body: Buffer;
  /** Absent where it would not get smaller. */
  readonly brotli?: Buffer;
}

/** The console's style, scripts and fonts, read once at start; nothing comes from another host. */
export class ConsoleAssets {
  /** `/console/assets/<digest>` */
  readonly path: string;
  private readonly digest: string;
  private readonly files: ReadonlyMap<string, Asset>;

  constructor(theme: ConsoleTheme) {
    this.files = new Map([
      ['console.css', asset('text/css; charset=utf-8', style(theme))],
      ['console.js', asset('text/javascript; charset=utf-8', ownFile('console.js'))],
      ['htmx.js', asset('text/javascript; charset=utf-8', packageFile('htmx.org/dist/htmx.min.js'))],
      [
        'htmx-csp.js',
        asset('text/javascript; charset=utf-8', packageFile('htmx.org/dist/ext/hx-csp.min.js')),
      ],
      ['icon.svg', asset('image/svg+xml', Buffer.from(icon(theme)))],
      ...FONTS.map((name) => [name, font(name)] as const),
    ]);
    this.digest = digestOf(this.files);
    this.path = `/console/assets/${this.digest}`;
  }

  /** @returns undefined for another digest as well: a page from before an upgrade asks again */
  find(digest: string, name: string): Asset | undefined {
    return digest === this.digest ? this.files.get(name) : undefined;
  }
}

const ownFile = (name: string): Buffer => readFileSync(path.join(FOLDER, name));
const packageFile = (name: string): Buffer => readFileSync(packages.resolve(name));

function style({ colour }: ConsoleTheme): Buffer {
  const theme = Buffer.from(`:root{--theme:${colour}}\n`);
  return Buffer.concat([...DESIGN_SYSTEM.map(packageFile), theme, ownFile('console.css')]);
}

const icon = ({ colour }: ConsoleTheme): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="${colour}"/>` +
  '<path d="m4 8 3 3 5-6" fill="none" stroke="#fff" stroke-width="2"/></svg>';

function asset(type: string, body: Buffer): Asset {
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  return { type, body, brotli: brotliCompressSync(body, { params }) };
}

const font = (name: string): Asset => ({
  type: 'font/woff2',
  body: packageFile(`@fontsource/source-sans-3/files/${name}`),
});

function digestOf(files: ReadonlyMap<string, Asset>): string {
  const digest = createHash('sha256');
  for (const [name, { body }] of files) digest.update(`${name}\n${body.length}\n`).update(body);
  return digest.digest('hex').slice(0, HASH_LENGTH);
}
