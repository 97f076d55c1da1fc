import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { Provider } from 'oidc-provider';
import { bytesOf, takeAnyBody } from '../stand-in/own-side.js';
import { loginPage, LOGIN_PAGE_HEADERS } from './login-page.js';
import { LOGIN_PATH } from './oidc-provider.js';
import { DEVELOPMENT_PEOPLE } from './people.js';

const METADATA = '/.well-known/openid-configuration';

/** The provider's own routes, and the page where somebody chooses whom to be. */
export function addOidcRoutes(app: FastifyInstance, provider: () => Provider): void {
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    takeAnyBody(scope);
    scope.get(`${LOGIN_PATH}/:uid`, async ({ raw, url }, reply) => {
      await provider().interactionDetails(raw, reply.raw);
      return reply.headers(LOGIN_PAGE_HEADERS).send(loginPage(url));
    });
    scope.post(`${LOGIN_PATH}/:uid`, async ({ raw, body }, reply) => {
      const chosen = new URLSearchParams(bytesOf(body).toString('utf8')).get('person');
      const person = DEVELOPMENT_PEOPLE.find(({ subject }) => subject === chosen);
      reply.hijack();
      await provider().interactionFinished(
        raw,
        reply.raw,
        person === undefined
          ? { error: 'access_denied' }
          : { login: { accountId: person.subject, remember: false } },
        { mergeWithLastSubmission: false },
      );
    });
  });
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    // The provider reads bodies itself.
    scope.addContentTypeParser('*', (_request, _body, done) => {
      done(null);
    });
    for (const url of [METADATA, '/oidc/*']) {
      scope.all(url, async ({ raw }, reply) => {
        reply.hijack();
        withoutSession(raw.headers);
        await provider().callback()(raw, reply.raw);
      });
    }
  });
}

/** Who tries things out is somebody else each time: nobody stays signed in here, and the choice is always offered. */
function withoutSession(headers: IncomingHttpHeaders): void {
  const others = (headers.cookie ?? '').split(/; */u).filter((cookie) => !cookie.startsWith('_session'));
  headers.cookie = others.join('; ');
}
