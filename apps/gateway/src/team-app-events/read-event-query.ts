import { TEAM_APP_EVENT_STATES } from '#domain';
import type { TeamAppEventState } from '#domain';
import { Problem } from '../http/problem.js';
import type { Fault } from '../http/problem.js';
import { ID, LOCAL_ID } from '../intake/event-dto/patterns.js';
import { positionOf } from '../reading/cursor.js';
import type { TeamAppEventQuery } from './team-app-events.js';

/** More values of one parameter than there are teams are nobody's question. */
const MOST_VALUES = 50;

/** The parameters of the list, for the description of the interface. */
export const EVENT_QUERY_PARAMETERS = {
  team: { type: 'array' as const, items: { type: 'string' as const } },
  decisionId: { type: 'array' as const, items: { type: 'string' as const } },
  state: { type: 'array' as const, items: { enum: [...TEAM_APP_EVENT_STATES] } },
  cursor: { type: 'string', description: '`nextCursor` of the page before' },
} satisfies Record<string, object>;

/**
 * Reads the list's parameters, every fault at once; a parameter without a value is as if it were not there.
 * @throws Problem
 */
export function readEventQuery(query: Readonly<Record<string, unknown>>): TeamAppEventQuery {
  const teams = valuesOf(query, 'team');
  const decisionIds = valuesOf(query, 'decisionId');
  const states = valuesOf(query, 'state');
  const cursors = valuesOf(query, 'cursor');
  const position = cursors[0] === undefined ? undefined : positionOf(cursors[0]);
  const errors: Fault[] = [
    ...Object.keys(query)
      .filter((name) => !Object.hasOwn(EVENT_QUERY_PARAMETERS, name))
      .map(() => ({ path: '/*', code: 'unknown-field' })),
    ...faultOf(
      'team',
      teams.every((team) => LOCAL_ID.test(team)),
      'pattern',
    ),
    ...faultOf(
      'decisionId',
      decisionIds.every((id) => ID.test(id)),
      'pattern',
    ),
    ...faultOf('state', states.every(isState), 'enum'),
    ...faultOf('cursor', cursors.length <= 1 && (cursors.length === 0 || position !== undefined), 'cursor'),
    ...[teams, decisionIds, states].flatMap((values) =>
      values.length > MOST_VALUES ? [{ path: '', code: 'max-items' }] : [],
    ),
  ];
  if (errors.length > 0) throw new Problem('invalid', { errors });
  return {
    teams,
    decisionIds,
    states: states.filter(isState),
    ...(position === undefined ? {} : { after: { at: position.dueAt, id: position.id } }),
  };
}

const isState = (value: string): value is TeamAppEventState =>
  (TEAM_APP_EVENT_STATES as readonly string[]).includes(value);

const faultOf = (name: string, holds: boolean, code: string): Fault[] =>
  holds ? [] : [{ path: `/${name}`, code }];

function valuesOf(query: Readonly<Record<string, unknown>>, name: string): string[] {
  const given = query[name];
  const values: unknown[] = Array.isArray(given) ? given : [given];
  return values.filter((value): value is string => typeof value === 'string' && value !== '');
}
