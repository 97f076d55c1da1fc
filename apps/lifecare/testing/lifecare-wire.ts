import { createPrivateKey, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import type { RecordSystemAdapter } from '#recording';
import type { SandboxProcess, Wire, WireAnswer, WireRequest } from '#recording/testing';

const JSON_TYPE = { 'content-type': 'application/json' };
const FHIR_TYPE = { 'content-type': 'application/fhir+json' };

/** What the conformance suite needs to stand between the adapter and the Lifecare stand-in. */
export function lifecareWire(
  sandbox: SandboxProcess,
  adapterAt: (base: string) => RecordSystemAdapter,
): Wire {
  const base = sandbox.addresses.lifecare;
  return {
    transport: 'http',
    format: 'json',
    address: base,
    adapterAt,
    isWrite: ({ method, path }) => method === 'POST' && !path.includes('_search'),
    answerInstead: (request, relayOrigin) => accessInstead(request, { base, relayOrigin, sandbox }),
    storedTwice,
    refusalWith: (told) => ({ status: 422, headers: FHIR_TYPE, body: Buffer.from(outcomeWith(told)) }),
  };
}

interface Access {
  readonly base: string;
  readonly relayOrigin: string;
  readonly sandbox: SandboxProcess;
}

/** An assertion for the relay's address is none for the stand-in: the relay gets the token itself. */
async function accessInstead({ path }: WireRequest, access: Access): Promise<WireAnswer | undefined> {
  const { base, relayOrigin } = access;
  if (path.endsWith('/.well-known/smart-configuration')) {
    const description = { token_endpoint: `${relayOrigin}/auth/token` };
    return { status: 200, headers: JSON_TYPE, body: Buffer.from(JSON.stringify(description)) };
  }
  if (path !== '/auth/token') return undefined;
  const response = await fetch(`${base}/auth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      scope: 'system/*.cruds',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await assertion(access),
    }),
  });
  return { status: response.status, headers: JSON_TYPE, body: Buffer.from(await response.arrayBuffer()) };
}

function assertion({ base, sandbox }: Access): Promise<string> {
  return new SignJWT()
    .setProtectedHeader({ alg: 'ES384', typ: 'JWT', kid: 'relay' })
    .setIssuer('kuittaus')
    .setSubject('kuittaus')
    .setAudience(`${base}/auth/token`)
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime('4m')
    .sign(createPrivateKey(sandbox.lifecareClientKey));
}

function storedTwice(answer: string): string {
  const bundle = JSON.parse(answer) as {
    total?: number;
    entry?: { resource: { id: string }; fullUrl?: string }[];
  };
  const entries = bundle.entry ?? [];
  const copies = entries.map((entry) => ({
    ...entry,
    fullUrl: `${entry.fullUrl}-2`,
    resource: { ...entry.resource, id: `${entry.resource.id}-2` },
  }));
  const entry = [...entries, ...copies];
  return JSON.stringify({ ...bundle, total: entry.length, entry });
}

const outcomeWith = (told: string): string =>
  JSON.stringify({
    resourceType: 'OperationOutcome',
    issue: [
      { severity: 'error', code: told, diagnostics: told, details: { text: told, coding: [{ code: told }] } },
    ],
  });
