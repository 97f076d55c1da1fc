import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

const packages = createRequire(path.join(__dirname, 'docs-files.js')); // the one place to change for ES modules

/** Shows our own description, and asks nobody else whether it is valid. */
const START = `SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#interface',
  validatorUrl: null,
  deepLinking: true,
  tryItOutEnabled: false,
  persistAuthorization: false,
});
`;

export interface DocsFile {
  readonly type: string;
  readonly body: Buffer;
  /** Made when first asked for: few ever ask. */
  gzipped(): Buffer;
}

/** The reader of OpenAPI descriptions, from its package. */
export function docsFiles(): ReadonlyMap<string, DocsFile> {
  return new Map([
    ['swagger-ui.css', docsFile('text/css; charset=utf-8', fromPackage('swagger-ui.css'))],
    ['swagger-ui-bundle.js', docsFile('text/javascript; charset=utf-8', fromPackage('swagger-ui-bundle.js'))],
    ['start.js', docsFile('text/javascript; charset=utf-8', Buffer.from(START))],
  ]);
}

const fromPackage = (name: string): Buffer => readFileSync(packages.resolve(`swagger-ui-dist/${name}`));

function docsFile(type: string, body: Buffer): DocsFile {
  let gzipped: Buffer | undefined;
  return { type, body, gzipped: () => (gzipped ??= gzipSync(body)) };
}
