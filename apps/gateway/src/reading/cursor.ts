import type { ListPosition } from '#ledger';
import { isDateTime } from '../intake/event-dto/formats.js';
import { TASK_ID } from './task-id.js';

/** A place in a list, as the caller carries it from page to page. It tells no more than the page before did. */
export const cursorOf = ({ dueAt, id }: ListPosition): string =>
  Buffer.from(`${dueAt.toISOString()} ${id}`).toString('base64url');

/** @returns undefined for what no page of ours gave */
export function positionOf(cursor: string): ListPosition | undefined {
  const [dueAt = '', id = '', ...more] = Buffer.from(cursor, 'base64url').toString('utf8').split(' ');
  const isOurs = more.length === 0 && isDateTime(dueAt) && TASK_ID.test(id);
  return isOurs ? { dueAt: new Date(dueAt), id } : undefined;
}
