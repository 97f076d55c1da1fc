import type { AccessRole } from './access-token.js';

/**
 * Who may call a route. `open`: anybody. `signature`: no bearer token, the body is signed and the route
 * verifies it itself. `signed-in`: every person with a session, whatever their roles. Else the caller must have
 * one of the roles; what of it is theirs, the route decides.
 */
export type Access = 'open' | 'signature' | 'signed-in' | readonly AccessRole[];

/** How a route knows its caller: people by the session of the console, programs by a bearer token. */
export type CallerKind = 'session' | 'bearer';

/** The parts that people use in a browser. Neither kind of caller is let into the other's part. */
const PEOPLES_AREAS = ['/console', '/queues'];

/**
 * Every route there is, and who may call it (`contract/README.md`, Reading and acting). Deny by default: a
 * route that is not here answers nobody, and a test fails for it. Keys are `METHOD path`, path as routed.
 */
export const ROLE_TABLE: Readonly<Record<string, Access>> = {
  'POST /v1/webhooks/decisions': 'signature',

  'GET /v1/decisions/:team/:decisionId': ['team-app', 'auditor', 'sysadmin'],
  'GET /v1/decisions/:team/:decisionId/receipt': ['team-app', 'auditor'],
  'POST /v1/decisions/preview': ['team-app', 'developer'],
  'GET /v1/recording-tasks': ['participant', 'deputy', 'sysadmin', 'auditor'],
  'GET /v1/recording-tasks/:id': ['participant', 'deputy', 'sysadmin', 'auditor'],
  'GET /v1/recording-tasks/:id/content': ['participant', 'deputy'],
  'POST /v1/recording-tasks/:id/acknowledgement': ['participant', 'deputy'],
  'POST /v1/recording-tasks/:id/acknowledgement/undo': ['participant', 'deputy'],
  'POST /v1/recording-tasks/:id/hand-over': ['participant', 'deputy', 'sysadmin'],
  'POST /v1/recording-tasks/:id/take-over': ['participant', 'deputy', 'sysadmin'],
  'POST /v1/recording-tasks/:id/give-back': ['participant', 'deputy', 'sysadmin'],
  'POST /v1/recording-tasks/:id/retry': ['participant', 'deputy', 'sysadmin'],
  'POST /v1/recording-tasks/:id/close': ['sysadmin'],
  'GET /v1/systems': ['sysadmin'],
  'POST /v1/systems/:endpoint/pause': ['sysadmin'],
  'POST /v1/systems/:endpoint/resume': ['sysadmin'],
  'GET /v1/failures': ['sysadmin'],
  'POST /v1/repairs': ['sysadmin'],
  'GET /v1/repairs': ['sysadmin'],
  'GET /v1/repairs/:id': ['sysadmin'],
  'POST /v1/repairs/:id/approve': ['sysadmin'],
  'POST /v1/repairs/:id/run': ['sysadmin'],
  'POST /v1/repairs/:id/stop': ['sysadmin'],
  'GET /v1/holds': ['sysadmin', 'auditor'],
  'POST /v1/holds': ['sysadmin'],
  'POST /v1/holds/:id/lift': ['sysadmin'],
  'GET /v1/erasures': ['sysadmin', 'auditor'],
  'POST /v1/erasures': ['sysadmin'],
  'POST /v1/erasures/:id/approve': ['sysadmin'],
  'GET /v1/team-app-events': ['team-app', 'developer', 'sysadmin'],
  'POST /v1/team-app-events/:id/resend': ['team-app', 'developer', 'sysadmin'],
  'GET /v1/teams/:team/statistics': ['team-app', 'sysadmin', 'auditor'],
  'GET /v1/findings': ['sysadmin', 'auditor'],
  'GET /v1/audit/entries': ['auditor'],
  'GET /v1/audit/checkpoint': ['auditor'],
  'GET /v1/audit/proof': ['auditor'],
  'GET /v1/audit/consistency': ['auditor'],
  'GET /v1/audit/export': ['auditor'],
  'POST /v1/audit/export': ['auditor'],
  'POST /v1/audit/disclosures': ['auditor'],

  'GET /console': ['participant', 'deputy', 'sysadmin', 'auditor', 'developer'],
  'GET /console/language/:language': 'open',
  'GET /console/assets/:digest/:name': 'open',
  'GET /console/help': 'open',
  'GET /console/accessibility': 'open',
  'GET /console/feedback': 'open',

  'GET /console/queues': ['sysadmin'],
  'POST /console/queues/:endpoint/pause': ['sysadmin'],
  'POST /console/queues/:endpoint/resume': ['sysadmin'],
  'GET /console/tasks': ['sysadmin'],
  'GET /console/tasks/:id': ['sysadmin', 'auditor'],
  'POST /console/tasks/:id/retry': ['sysadmin'],
  'POST /console/tasks/:id/take-over': ['sysadmin'],
  'POST /console/tasks/:id/close': ['sysadmin'],
  'GET /console/repairs': ['sysadmin'],
  'GET /console/repairs/new': ['sysadmin'],
  'POST /console/repairs': ['sysadmin'],
  'GET /console/repairs/:id': ['sysadmin'],
  'POST /console/repairs/:id/approve': ['sysadmin'],
  'POST /console/repairs/:id/run': ['sysadmin'],
  'POST /console/repairs/:id/stop': ['sysadmin'],

  'GET /console/decisions': ['sysadmin', 'auditor'],
  'POST /console/decisions/client': ['sysadmin', 'auditor'],
  'GET /console/decisions/:team/:decisionId': ['sysadmin', 'auditor'],
  'GET /console/decisions/:team/:decisionId/receipt': ['sysadmin', 'auditor'],
  'GET /console/decisions/:team/:decisionId/receipt.json': ['sysadmin', 'auditor'],
  'GET /console/log': ['auditor'],
  'POST /console/log/verify': ['auditor'],
  'GET /console/log/verify/:id': ['auditor'],
  'POST /console/log/export': ['auditor'],
  'GET /console/log/person': ['auditor'],
  'POST /console/log/person': ['auditor'],
  'GET /console/log/:team/:decisionId': ['auditor'],

  'GET /console/practices': ['sysadmin'],
  'GET /console/practices/:team': ['sysadmin'],
  'POST /console/practices/:team/compare': ['sysadmin'],

  'GET /console/developers': ['developer', 'sysadmin'],
  'GET /console/developers/deliveries': ['developer', 'sysadmin'],
  'POST /console/developers/deliveries/:id/resend': ['developer', 'sysadmin'],
  'GET /console/developers/signature': ['developer', 'sysadmin'],
  'POST /console/developers/signature': ['developer', 'sysadmin'],
  'GET /console/developers/secrets': ['developer', 'sysadmin'],

  'GET /console/sign-in': 'open',
  'GET /console/sign-in/callback': 'open',
  'GET /console/signed-out': 'open',
  'POST /console/sign-out': 'signed-in',
  'POST /console/session': 'signed-in',

  'GET /console/worklist': ['participant', 'deputy'],
  'GET /console/worklist/count/stream': ['participant', 'deputy'],
  'GET /console/worklist/:id': ['participant', 'deputy'],
  'POST /console/worklist/:id/content': ['participant', 'deputy'],
  'POST /console/worklist/:id/acknowledgement': ['participant', 'deputy'],
  'POST /console/worklist/:id/acknowledgement/undo': ['participant', 'deputy'],
  'POST /console/worklist/:id/hand-over': ['participant', 'deputy'],
  'POST /console/worklist/:id/take-over': ['participant', 'deputy'],
  'POST /console/worklist/:id/give-back': ['participant', 'deputy'],
  'POST /console/worklist/:id/retry': ['participant', 'deputy'],

  'GET /queues': ['sysadmin'],
  'GET /queues/queue/:queueName': ['sysadmin'],
  'GET /queues/queue/:queueName/:jobId': ['sysadmin'],
  'GET /queues/static/:name': ['sysadmin'],
  'GET /queues/static/:folder/:name': ['sysadmin'],
  'GET /queues/static/:folder/:part/:name': ['sysadmin'],
  'GET /queues/api/queues': ['sysadmin'],
  'GET /queues/api/job-schedulers': ['sysadmin'],
  'GET /queues/api/queues/:queueName/default-job-options': ['sysadmin'],
  'GET /queues/api/queues/:queueName/rate-limit': ['sysadmin'],
  'GET /queues/api/queues/:queueName/:jobId': ['sysadmin'],
  'PUT /queues/api/queues/:queueName/resume': ['sysadmin'],
  'PUT /queues/api/queues/:queueName/:jobId/retry': ['sysadmin'],
  'PUT /queues/api/queues/:queueName/:jobId/promote': ['sysadmin'],
  'PUT /queues/api/queues/:queueName/:jobId/clean': ['sysadmin'],

  'GET /health/live': 'open',
  'GET /health/ready': 'open',
  'GET /openapi.json': 'open',
  'GET /docs': 'open',
  'GET /ongelmat': 'open',
  'GET /ongelmat/:code': 'open',
  'GET /docs/:file': 'open',
  'GET /.well-known/jwks.json': 'open',
  'GET /metrics': ['sysadmin'],
};

/** @returns undefined for a route without an entry: nobody may call it */
export function accessTo(method: string, route: string): Access | undefined {
  const key = `${method === 'HEAD' ? 'GET' : method} ${route}`;
  return Object.hasOwn(ROLE_TABLE, key) ? ROLE_TABLE[key] : undefined;
}

/** @param route as routed, never as spelled */
export function callerKindOf(route: string): CallerKind {
  const isForPeople = PEOPLES_AREAS.some((area) => route === area || route.startsWith(`${area}/`));
  return isForPeople ? 'session' : 'bearer';
}

/**
 * @param path the path asked for, as it stands in the request line
 * @returns the methods that some route of the table answers on it; empty when there is no such path
 */
export function methodsOn(path: string): string[] {
  return Object.keys(ROLE_TABLE).flatMap((key) => {
    const [method = '', route = ''] = key.split(' ');
    if (!matches(route.split('/'), path.split('/'))) return [];
    return method === 'GET' ? ['GET', 'HEAD'] : [method];
  });
}

function matches(route: readonly string[], path: readonly string[]): boolean {
  return (
    route.length === path.length &&
    route.every((part, index) => (part.startsWith(':') ? path[index] !== '' : part === path[index]))
  );
}
