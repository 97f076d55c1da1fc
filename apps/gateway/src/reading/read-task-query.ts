import { SYSTEMS, TASK_STATES } from '#domain';
import type { System, TaskState } from '#domain';
import { Problem } from '../http/problem.js';
import type { Fault } from '../http/problem.js';
import { LOCAL_ID } from '../intake/event-dto/patterns.js';
import { positionOf } from './cursor.js';
import type { TaskQuery } from './ledger-reader.js';

/** More values of one parameter than there are teams or states are nobody's question. */
const MOST_VALUES = 50;

/** The parameters of the list, for the description of the interface. */
export const TASK_QUERY_PARAMETERS = {
  team: { type: 'array' as const, items: { type: 'string' as const } },
  system: { type: 'array' as const, items: { enum: [...SYSTEMS] } },
  state: { type: 'array' as const, items: { enum: [...TASK_STATES] } },
  overdue: { type: 'boolean' },
  cursor: { type: 'string', description: '`nextCursor` of the page before' },
} satisfies Record<string, object>;

/**
 * Reads the list's parameters, every fault at once; a parameter without a value is as if it were not there.
 * @throws Problem
 */
export function readTaskQuery(query: Readonly<Record<string, unknown>>): TaskQuery {
  const teams = valuesOf(query, 'team');
  const systems = valuesOf(query, 'system');
  const states = valuesOf(query, 'state');
  const overdue = valuesOf(query, 'overdue');
  const cursors = valuesOf(query, 'cursor');
  const after = cursors[0] === undefined ? undefined : positionOf(cursors[0]);
  const errors: Fault[] = [
    ...Object.keys(query)
      .filter((name) => !Object.hasOwn(TASK_QUERY_PARAMETERS, name))
      .map(() => ({ path: '/*', code: 'unknown-field' })),
    ...faultOf(
      'team',
      teams.every((team) => LOCAL_ID.test(team)),
      'pattern',
    ),
    ...faultOf('system', systems.every(isSystem), 'enum'),
    ...faultOf('state', states.every(isState), 'enum'),
    ...faultOf(
      'overdue',
      overdue.length <= 1 && overdue.every((value) => value === 'true' || value === 'false'),
      'enum',
    ),
    ...faultOf('cursor', cursors.length <= 1 && (cursors.length === 0 || after !== undefined), 'cursor'),
    ...[teams, systems, states].flatMap((values) =>
      values.length > MOST_VALUES ? [{ path: '', code: 'max-items' }] : [],
    ),
  ];
  if (errors.length > 0) throw new Problem('invalid', { errors });
  return {
    teams,
    systems: systems.filter(isSystem),
    states: states.filter(isState),
    ...(overdue[0] === undefined ? {} : { overdue: overdue[0] === 'true' }),
    ...(after === undefined ? {} : { after }),
  };
}

const isSystem = (value: string): value is System => (SYSTEMS as readonly string[]).includes(value);
const isState = (value: string): value is TaskState => (TASK_STATES as readonly string[]).includes(value);

const faultOf = (name: string, holds: boolean, code: string): Fault[] =>
  holds ? [] : [{ path: `/${name}`, code }];

function valuesOf(query: Readonly<Record<string, unknown>>, name: string): string[] {
  const given = query[name];
  const values: unknown[] = Array.isArray(given) ? given : [given];
  return values.filter((value): value is string => typeof value === 'string' && value !== '');
}
