import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { called, Folder } from '../../testing/called.js';

const CODE = '010594Y9032';

let server: Server;
let folder: Folder;
let asked: { readonly line: string; readonly token: string | undefined; readonly body: object }[];
let answer: (response: ServerResponse) => void;
beforeEach(async () => {
  folder = new Folder();
  asked = [];
  answer = (response) => response.writeHead(200).end('{"format":"kuittaus-audit-lines/1"}\n{"end":{}}\n');
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { method, url, headers } = request;
      const body: object = JSON.parse(Buffer.concat(parts).toString());
      asked.push({ line: `${method} ${url}`, token: headers.authorization, body });
      answer(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  folder.remove();
  await new Promise((resolve) => server.close(resolve));
});

const file = (): string => join(folder.path, 'export.jsonl');
const exported = (args: readonly string[], input = '') =>
  called(['audit', 'export', '--purpose', 'supervision', '--out', file(), ...args], {
    input,
    variables: {
      KUITTAUS_GATEWAY_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      KUITTAUS_TOKEN: 'tunniste',
    },
  });

describe('kuittaus audit export', () => {
  it('asks for what was said, and keeps the answer in a file of its owner’s', async () => {
    const { code, out } = await exported(['--whole', '--format', 'lines', '--known-sizes', '5,9']);
    expect({ code, out }).toEqual({ code: 0, out: `Vienti on tiedostossa ${file()}.` });
    expect(asked).toEqual([
      {
        line: 'POST /v1/audit/export',
        token: 'Bearer tunniste',
        body: { purpose: 'supervision', format: 'lines', whole: 'true', knownSizes: '5,9' },
      },
    ]);
    expect(readFileSync(file(), 'utf8')).toBe('{"format":"kuittaus-audit-lines/1"}\n{"end":{}}\n');
    expect(statSync(file()).mode & 0o077).toBe(0);
  });

  it('takes a client from the input alone', async () => {
    expect((await exported(['--client', '--format', 'fhir'], `${CODE}\n`)).code).toBe(0);
    expect(asked[0]?.body).toEqual({ purpose: 'supervision', format: 'fhir', personalIdentityCode: CODE });
    const { code, err } = await exported(['--client'], 'Matti');
    expect({ code, err }).toMatchObject({ code: 2, err: expect.not.stringContaining('Matti') });
    expect(asked).toHaveLength(1);
  });

  it.each([
    [['--whole', '--purpose', 'Matti Meikäläinen']],
    [['--whole', '--format', 'pdf']],
    [['--whole', 'kaarina']],
  ])('asks nobody with %j', async (args) => {
    expect((await exported(args)).code).toBe(2);
    expect(asked).toEqual([]);
  });

  it('asks nobody without a purpose or a file', async () => {
    expect((await called(['audit', 'export', '--whole', '--out', file()])).code).toBe(2);
    expect((await called(['audit', 'export', '--whole', '--purpose', 'supervision'])).code).toBe(2);
  });

  it('tells what the gateway refuses, and leaves no file', async () => {
    const problem = {
      title: 'Tiedot väärin',
      code: 'invalid',
      errors: [{ path: '', code: 'too-many-entries' }],
    };
    answer = (response) => response.writeHead(422).end(JSON.stringify(problem));
    expect(await exported(['--whole'])).toEqual({
      code: 1,
      out: '',
      err: 'Tiedot väärin (invalid)\n   too-many-entries',
    });
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it('leaves no file when the answer breaks off', async () => {
    answer = (response) => {
      response.writeHead(200, { 'content-length': 1_000 });
      response.write('{"format"', () => response.destroy());
    };
    const { code, err } = await exported(['--whole']);
    expect(code).toBe(3);
    expect(err).toMatch(/^Vienti katkesi/);
    expect(readdirSync(folder.path)).toEqual([]);
  });
});
