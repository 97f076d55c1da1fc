import { z } from 'zod';
import { StandaloneError } from './standalone.errors.js';

const ROLE_REQUESTS = {
  teamApp: { role: 'team-app' },
  developer: { role: 'developer' },
  participant: { role: 'participant', participant: 'kela@tiimi.example' },
  deputy: { role: 'deputy', organisation: 'Varsinais-Suomen hyvinvointialue' },
  sysadmin: { role: 'sysadmin' },
  auditor: { role: 'auditor' },
} as const;

export type Tokens = Readonly<Record<keyof typeof ROLE_REQUESTS, string>>;

const TokenAnswer = z.object({ token: z.string().min(1) });
const TokenSet = z.object({
  teamApp: z.string(),
  developer: z.string(),
  participant: z.string(),
  deputy: z.string(),
  sysadmin: z.string(),
  auditor: z.string(),
});

/**
 * Gets a token of every role; without teams they hold for all of them.
 * @throws {StandaloneError} `token-refused`
 */
export async function fetchTokens(tokenUrl: string): Promise<Tokens> {
  const pairs = Object.entries(ROLE_REQUESTS).map(async ([name, request]) => [
    name,
    await fetchToken(tokenUrl, request),
  ]);
  return TokenSet.parse(Object.fromEntries(await Promise.all(pairs)));
}

async function fetchToken(tokenUrl: string, request: object): Promise<string> {
  const response = await fetch(tokenUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
  });
  const answer = TokenAnswer.safeParse(await response.json().catch(() => undefined));
  if (response.ok && answer.success) return answer.data.token;
  throw new StandaloneError(
    'token-refused',
    `The identity provider gave no token (status ${response.status}).`,
  );
}
