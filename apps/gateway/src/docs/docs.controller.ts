import { Controller, Get, Header, Headers, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Problem } from '../http/problem.js';
import { docsFiles } from './docs-files.js';

const FILES = docsFiles();

/** Its own scripts alone; the reader of the description sets styles of elements and draws its icons from data. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Kuittaus: the interface</title>
<link rel="stylesheet" href="/docs/swagger-ui.css">
<script src="/docs/swagger-ui-bundle.js" defer></script>
<script src="/docs/start.js" defer></script>
</head>
<body>
<noscript><p>This reader needs JavaScript. The description itself is at <a href="/openapi.json">/openapi.json</a>.</p></noscript>
<main id="interface"></main>
</body>
</html>
`;

/** The interface's description to read and try, in pages of our own: nothing comes from another host. */
@ApiExcludeController()
@Controller('docs')
export class DocsController {
  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', POLICY)
  page(): string {
    return PAGE;
  }

  @Get(':file')
  file(
    @Param('file') name: string,
    @Headers('accept-encoding') accepted: string | undefined,
    @Res() reply: FastifyReply,
  ): void {
    const file = FILES.get(name);
    if (file === undefined) throw new Problem('not-found');
    const isSmall = /\bgzip\b/.test(accepted ?? '');
    void reply
      .headers({
        'content-type': file.type,
        'cache-control': 'public, max-age=3600',
        vary: 'Accept-Encoding',
        ...(isSmall ? { 'content-encoding': 'gzip' } : {}),
      })
      .send(isSmall ? file.gzipped() : file.body);
  }
}
