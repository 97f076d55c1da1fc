import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { UI_CONFIG } from './board-api.js';

const FOLDER = __dirname; // the one place to change for ES modules
const packages = createRequire(path.join(FOLDER, 'board-files.js'));

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
};

/** The board's page has no style and no script of its own in the page, and nothing from another host. */
export const BOARD_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'none'",
  "base-uri 'self'",
  "frame-ancestors 'none'",
].join('; ');

export interface BoardFile {
  readonly type: string;
  readonly body: Buffer;
  /** Its name holds a digest of it. */
  readonly isFixed: boolean;
}

/** The package does not look as it did: the page would stay empty. */
export class BoardFilesUnknown extends Error {
  override readonly name = 'BoardFilesUnknown';
  readonly code = 'board-files-unknown';
}

/** The page of bull-board and what belongs to it, from its package. */
export class BoardFiles {
  readonly page: string;
  private readonly root: string;
  private readonly names: ReadonlySet<string>;

  /** @throws BoardFilesUnknown */
  constructor() {
    const dist = path.join(path.dirname(packages.resolve('@bull-board/ui/package.json')), 'dist');
    this.root = path.join(dist, 'static');
    this.names = new Set(filesUnder(this.root));
    this.page = pageOf(readFileSync(path.join(dist, 'index.ejs'), 'utf8'));
  }

  /** @param name below `static/`; only names that were there at the start are looked for */
  async find(name: string): Promise<BoardFile | undefined> {
    const type = TYPES[path.extname(name)];
    if (type === undefined || !this.names.has(name)) return undefined;
    const isFixed = /\.[0-9a-f]{10}\.(?:css|js)$/.test(name);
    return { type, body: await readFile(path.join(this.root, name)), isFixed };
  }
}

const filesUnder = (root: string): string[] =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) =>
      path.relative(root, path.join(parentPath, name)).split(path.sep).join('/'),
    );

/** Its template asks for fonts of another host, and has style in the page: only its scripts and its style are taken. */
function pageOf(template: string): string {
  const named = (pattern: RegExp): string[] => [...template.matchAll(pattern)].map(([, name = '']) => name);
  const scripts = named(/<script defer src="(static\/js\/[\w.-]+\.js)">/g);
  const styles = named(/<link href="(static\/css\/[\w.-]+\.css)" rel="stylesheet">/g);
  if (scripts.length === 0 || styles.length === 0) throw new BoardFilesUnknown();
  const config = JSON.stringify(UI_CONFIG).replaceAll('<', String.raw`\u003c`);
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<base href="/queues/"><title>Kuittaus</title>',
    '<link rel="icon" type="image/svg+xml" href="static/images/logo.svg">',
    ...styles.map((name) => `<link rel="stylesheet" href="${name}">`),
    `</head><body><script id="__UI_CONFIG__" type="application/json">${config}</script>`,
    '<div id="root"></div>',
    ...scripts.map((name) => `<script defer src="${name}"></script>`),
    '</body></html>',
  ].join('');
}
