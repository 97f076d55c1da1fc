import { access, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generate } from 'selfsigned';

const YEARS_MS = 10 * 365 * 24 * 3600 * 1000;

/** What a system needs that is spoken to by mutual TLS and takes signed documents; each is a secret of its own. */
const PARTS = [
  'certificate-authority',
  'server-key',
  'server-certificate',
  'client-key',
  'client-certificate',
  'signing-key',
  'signing-certificate',
] as const;
type Part = (typeof PARTS)[number];

/**
 * Makes keys and certificates for a system of the sandbox, all of one authority whose own key is thrown away, as
 * files `<system>-<part>` of the secrets folder. They belong together: where one is missing all are made anew. Not
 * for production, where the certificates come from the authorities.
 */
export async function keepDevelopmentCertificates(directory: string, system: string): Promise<void> {
  const path = (part: Part): string => join(directory, `${system}-${part}`);
  const there = await Promise.all(PARTS.map((part) => isThere(path(part))));
  if (there.every(Boolean)) return;
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const made = await developmentCertificates();
  // Under its name only when whole: a start that is cut short leaves no half of one behind.
  for (const part of PARTS) await writeFile(`${path(part)}.new`, made[part], { mode: 0o600 });
  for (const part of PARTS) await rename(`${path(part)}.new`, path(part));
}

async function developmentCertificates(): Promise<Readonly<Record<Part, string>>> {
  const notAfterDate = new Date(Date.now() + YEARS_MS);
  const usual = { keyType: 'rsa', keySize: 2048, algorithm: 'sha256', notAfterDate } as const;
  const authority = await generate(named('Kuittaus sandbox CA'), {
    ...usual,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const issued = { ...usual, ca: { key: authority.private, cert: authority.cert } };
  const server = await generate(named('localhost'), {
    ...issued,
    extensions: [
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  const client = await generate(named('kuittaus'), {
    ...issued,
    extensions: [{ name: 'extKeyUsage', clientAuth: true }],
  });
  const signing = await generate(named('kuittaus järjestelmäallekirjoitus'), {
    ...issued,
    extensions: [{ name: 'keyUsage', digitalSignature: true, nonRepudiation: true }],
  });
  return {
    'certificate-authority': authority.cert,
    'server-key': server.private,
    'server-certificate': server.cert,
    'client-key': client.private,
    'client-certificate': client.cert,
    'signing-key': signing.private,
    'signing-certificate': signing.cert,
  };
}

const named = (value: string) => [{ name: 'commonName', value }];

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
