import type { TextLanguage } from '#console-texts';
import { ACCESS_ROLES } from '#security';
import type { AccessRole } from '#security';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { cookieIn } from '../src/access/cookies.js';
import type { Sessions } from '../src/console/sign-in/sessions.js';

const COOKIE = '__Host-kuittaus';
const IDLE_MS = 30 * 60_000;
const WHOLE_MS = 10 * 3_600_000;

/** Who signs in; with no teams they stand for all of them. */
export interface Person {
  readonly roles: readonly AccessRole[];
  readonly subject?: string;
  readonly name?: string;
  readonly teams?: readonly string[];
  readonly participant?: string;
  readonly organisation?: string;
  readonly language?: TextLanguage;
}

/** Headers of a request that go with every request of one who is signed in. */
export type CookieHeaders = Readonly<{ cookie: string }>;

/** The session cookie is the person itself, as JSON in base64url: `signedIn({ roles: ['sysadmin'] })`. */
export function signedIn({ language, ...person }: Person): CookieHeaders {
  const session = `${COOKIE}=${Buffer.from(JSON.stringify(person)).toString('base64url')}`;
  return { cookie: language === undefined ? session : `${session}; kuittaus-language=${language}` };
}

/** What a form of theirs must carry. */
export const csrfTokenOf = ({ cookie }: CookieHeaders): string => `csrf-${cookieIn(cookie, COOKIE) ?? ''}`;

/** Stands behind the guard in tests: whoever {@link signedIn} says, until long after `now`. */
export const fakeSessions = (now: Date): Sessions => ({
  read: async (cookies) => {
    const value = cookieIn(cookies, COOKIE);
    if (value === undefined) return undefined;
    const person: Omit<Person, 'language'> = JSON.parse(Buffer.from(value, 'base64url').toString());
    const { roles, subject, name = 'Testi Henkilö', teams, participant, organisation } = person;
    return {
      principal: {
        subject: subject ?? participant ?? 'test',
        roles: new Set(ACCESS_ROLES.filter((role) => roles.includes(role))),
        teams: teams === undefined ? 'all' : new Set(teams),
        ...(participant !== undefined && { participant }),
        ...(organisation !== undefined && { organisation }),
      },
      name,
      csrfToken: `csrf-${value}`,
      idleEndsAt: new Date(now.getTime() + IDLE_MS),
      endsAt: new Date(now.getTime() + WHOLE_MS),
    };
  },
});

export interface PageAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** Asks for a page. */
export async function getPage(
  app: NestFastifyApplication,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<PageAnswer> {
  const answer = await app.inject({ method: 'GET', url: path, headers: { ...headers } });
  return { status: answer.statusCode, headers: answer.headers, text: answer.body };
}

/** Sends a form as a page of ours does, with the session's token. A field with several values is sent several times. */
export async function postForm(
  app: NestFastifyApplication,
  path: string,
  fields: Readonly<Record<string, string | readonly string[]>>,
  headers: CookieHeaders & Readonly<Record<string, string>>,
): Promise<PageAnswer> {
  const form = new URLSearchParams({ csrf: csrfTokenOf(headers) });
  for (const [name, values] of Object.entries(fields)) {
    if (name === 'csrf') form.delete('csrf');
    for (const value of [values].flat()) form.append(name, value);
  }
  const answer = await app.inject({
    method: 'POST',
    url: path,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-site': 'same-origin',
      origin: 'null',
      ...headers,
    },
    payload: form.toString(),
  });
  return { status: answer.statusCode, headers: answer.headers, text: answer.body };
}
