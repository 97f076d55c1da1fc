import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { formOf } from '../console/frame/form.js';
import { localPath } from '../console/frame/local-path.js';
import type { Viewer } from '../console/frame/viewer.js';
import type { Asker, Session, Sessions } from '../console/sign-in/sessions.js';
import { Problem } from '../http/problem.js';
import { languageOf } from './language.js';

/** The header that a script of ours sends instead of the form's field `csrf`. */
export const CSRF_HEADER = 'x-csrf-token';
/** What bull-board's page sends instead, from the cookie that it was given. */
const BOARD_CSRF_HEADER = 'x-xsrf-token';
export const CSRF_FIELD = 'csrf';

type AskedPage = Pick<FastifyRequest, 'method' | 'url' | 'headers' | 'body'>;

/** HEAD asks as GET does, and changes as little. */
const isReading = (method: string): boolean => method === 'GET' || method === 'HEAD';

/**
 * Whether what changes something comes from a page of ours, as far as the browser says. Other sites may lead people
 * to a page, and no further. The session's token is asked for all the same ({@link viewerOf}).
 * @param ownOrigin absent: no other origin is known to be ours
 */
export function isFromOurPages({ method, headers }: AskedPage, ownOrigin: string | undefined): boolean {
  if (isReading(method)) return true;
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return false;
  const { origin } = headers;
  // Our pages send no referrer, and browsers then name no origin with a form.
  if (origin === 'null') return site === 'same-origin';
  return origin === undefined || origin === ownOrigin;
}

/**
 * Who is signed in.
 * @throws Problem with the way to sign in when nobody is; `not-from-here` when what changes something comes without
 *   the session's token
 */
export async function viewerOf(request: AskedPage, sessions: Sessions): Promise<Viewer> {
  const session = await sessions.read(request.headers.cookie, askerOf(request));
  if (session === undefined) throw new Problem('not-signed-in', wayToSignIn(request));
  if (!isReading(request.method) && !isSame(csrfTokenIn(request), session.csrfToken)) {
    throw new Problem('not-from-here');
  }
  return viewerIn(session, request);
}

/**
 * Who happens to be signed in and goes to a page that is open to everybody: it shows them their way on, and out.
 * @returns undefined for nobody, for parts of pages, and while it cannot be told
 */
export async function viewerIfSignedIn(request: AskedPage, sessions: Sessions): Promise<Viewer | undefined> {
  if (!isReading(request.method) || isByScript(request)) return undefined;
  try {
    const session = await sessions.read(request.headers.cookie, 'person');
    return session && viewerIn(session, request);
  } catch (failure) {
    if (failure instanceof Problem) return undefined;
    throw failure;
  }
}

const viewerIn = (
  { principal, name, csrfToken, idleEndsAt }: Session,
  { headers, url }: AskedPage,
): Viewer => ({
  principal,
  name,
  csrfToken,
  idleEndsAt,
  language: languageOf(headers),
  place: localPath(url),
});

/** A script fetches parts of a page: it is told, and the page stays with what was typed on it. */
function isByScript({ headers }: AskedPage): boolean {
  const mode = headers['sec-fetch-mode'];
  return headers['hx-request'] !== undefined || (mode !== undefined && mode !== 'navigate');
}

const askerOf = (request: AskedPage): Asker =>
  isReading(request.method) && isByScript(request) ? 'page' : 'person';

function wayToSignIn(request: AskedPage): { readonly goTo?: string } {
  if (!isReading(request.method) || isByScript(request)) return {};
  return { goTo: `/console/sign-in?to=${encodeURIComponent(localPath(request.url))}` };
}

function csrfTokenIn(request: AskedPage): string {
  const sent = request.headers[CSRF_HEADER] ?? request.headers[BOARD_CSRF_HEADER];
  return typeof sent === 'string' ? sent : (formOf(request).text(CSRF_FIELD) ?? '');
}

/** In a time that says nothing of where they differ. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
