import { accessTo, callerKindOf, methodsOn, ROLE_TABLE } from './role-table.js';

describe('the role table', () => {
  test('denies a route that it does not know', () => {
    expect(accessTo('GET', '/v1/unknown')).toBeUndefined();
    expect(accessTo('DELETE', '/v1/systems')).toBeUndefined();
    expect(accessTo('constructor', '')).toBeUndefined();
  });

  test('asks the same for HEAD as for GET', () => {
    expect(accessTo('HEAD', '/v1/systems')).toEqual(['sysadmin']);
    expect(accessTo('HEAD', '/v1/webhooks/decisions')).toBeUndefined();
  });

  test('gives each role exactly the routes that the contract gives it', () => {
    const routesOf = (role: string): string[] =>
      Object.entries(ROLE_TABLE)
        .filter(([route]) => callerKindOf(route.split(' ')[1] ?? '') === 'bearer')
        .filter(([, access]) => typeof access !== 'string' && access.some((one) => one === role))
        .map(([route]) => route);
    expect(routesOf('team-app')).toEqual([
      'GET /v1/decisions/:team/:decisionId',
      'GET /v1/decisions/:team/:decisionId/receipt',
      'POST /v1/decisions/preview',
      'GET /v1/team-app-events',
      'POST /v1/team-app-events/:id/resend',
      'GET /v1/teams/:team/statistics',
    ]);
    const TASK = '/v1/recording-tasks/:id';
    const recording = [
      'GET /v1/recording-tasks',
      `GET ${TASK}`,
      `GET ${TASK}/content`,
      `POST ${TASK}/acknowledgement`,
      `POST ${TASK}/acknowledgement/undo`,
      `POST ${TASK}/hand-over`,
      `POST ${TASK}/take-over`,
      `POST ${TASK}/give-back`,
      `POST ${TASK}/retry`,
    ];
    expect(routesOf('participant')).toEqual(recording);
    expect(routesOf('deputy')).toEqual(recording);
    expect(routesOf('auditor')).toEqual([
      'GET /v1/decisions/:team/:decisionId',
      'GET /v1/decisions/:team/:decisionId/receipt',
      'GET /v1/recording-tasks',
      `GET ${TASK}`,
      'GET /v1/holds',
      'GET /v1/erasures',
      'GET /v1/teams/:team/statistics',
      'GET /v1/findings',
      'GET /v1/audit/entries',
      'GET /v1/audit/checkpoint',
      'GET /v1/audit/proof',
      'GET /v1/audit/consistency',
      'GET /v1/audit/export',
      'POST /v1/audit/export',
      'POST /v1/audit/disclosures',
    ]);
    expect(routesOf('sysadmin')).toEqual([
      'GET /v1/decisions/:team/:decisionId',
      'GET /v1/recording-tasks',
      `GET ${TASK}`,
      `POST ${TASK}/hand-over`,
      `POST ${TASK}/take-over`,
      `POST ${TASK}/give-back`,
      `POST ${TASK}/retry`,
      `POST ${TASK}/close`,
      'GET /v1/systems',
      'POST /v1/systems/:endpoint/pause',
      'POST /v1/systems/:endpoint/resume',
      'GET /v1/failures',
      'POST /v1/repairs',
      'GET /v1/repairs',
      'GET /v1/repairs/:id',
      'POST /v1/repairs/:id/approve',
      'POST /v1/repairs/:id/run',
      'POST /v1/repairs/:id/stop',
      'GET /v1/holds',
      'POST /v1/holds',
      'POST /v1/holds/:id/lift',
      'GET /v1/erasures',
      'POST /v1/erasures',
      'POST /v1/erasures/:id/approve',
      'GET /v1/team-app-events',
      'POST /v1/team-app-events/:id/resend',
      'GET /v1/teams/:team/statistics',
      'GET /v1/findings',
      'GET /metrics',
    ]);
    expect(routesOf('developer')).toEqual([
      'POST /v1/decisions/preview',
      'GET /v1/team-app-events',
      'POST /v1/team-app-events/:id/resend',
    ]);
  });

  test('knows the parts that people use in a browser', () => {
    for (const route of ['/console', '/console/worklist/:id', '/queues', '/queues/api/*']) {
      expect([route, callerKindOf(route)]).toEqual([route, 'session']);
    }
    for (const route of ['/v1/systems', '/consoles', '/v1/console', '', '/metrics']) {
      expect([route, callerKindOf(route)]).toEqual([route, 'bearer']);
    }
  });

  test('tells which methods a path answers', () => {
    expect(methodsOn('/v1/decisions/kaarina/KAA-1')).toEqual(['GET', 'HEAD']);
    expect(methodsOn('/v1/webhooks/decisions')).toEqual(['POST']);
    expect(methodsOn('/v1/decisions/kaarina')).toEqual([]);
    expect(methodsOn('/v1/decisions/preview')).toEqual(['POST']);
    expect(methodsOn('/v1/decisions//KAA-1')).toEqual([]);
    expect(methodsOn('/v1/systems/')).toEqual([]);
  });
});
