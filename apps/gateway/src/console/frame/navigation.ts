import { CONSOLE_AREAS } from '#console-texts';
import type { ConsoleArea } from '#console-texts';
import { accessTo } from '#security';
import type { AccessRole } from '#security';

/** Where each area begins. */
export const AREA_PATHS: Readonly<Record<ConsoleArea, string>> = {
  worklist: '/console/worklist',
  decisions: '/console/decisions',
  queues: '/console/queues',
  log: '/console/log',
  practices: '/console/practices',
  developers: '/console/developers',
  help: '/console/help',
};

/** @returns the areas that the roles may enter, as the role table says */
export function areasFor(roles: ReadonlySet<AccessRole>): readonly ConsoleArea[] {
  return CONSOLE_AREAS.filter((area) => {
    const access = accessTo('GET', AREA_PATHS[area]);
    if (access === undefined || access === 'signature') return false;
    return access === 'open' || access === 'signed-in' || access.some((role) => roles.has(role));
  });
}
