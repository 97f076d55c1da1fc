import type { AccessRole } from './access-token.js';

/**
 * Who may call a route. `open`: anybody. `signature`: no bearer token, the body is signed and the route
 * verifies it itself. Else the bearer must have one of the roles; what of it is theirs, the route decides.
 */
export type Access = 'open' | 'signature' | readonly AccessRole[];

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

  'GET /health/live': 'open',
  'GET /health/ready': 'open',
  'GET /openapi.json': 'open',
  'GET /.well-known/jwks.json': 'open',
  'GET /metrics': ['sysadmin'],
};

/** @returns undefined for a route without an entry: nobody may call it */
export function accessTo(method: string, route: string): Access | undefined {
  const key = `${method === 'HEAD' ? 'GET' : method} ${route}`;
  return Object.hasOwn(ROLE_TABLE, key) ? ROLE_TABLE[key] : undefined;
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
