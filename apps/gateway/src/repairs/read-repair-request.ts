import type { RepairFilter } from '#ledger';
import { readBody } from '../acting/read-body.js';
import { Problem } from '../http/problem.js';
import type { Fault } from '../http/problem.js';
import { holdsIdentityCode } from '../intake/content-rules/identity-code.js';
import type { RepairRequest } from './repair-desk.js';
import { RepairRequestDto } from './repair-request.dto.js';
import type { RepairFilterDto } from './repair-request.dto.js';

const DEFAULT_RATE_PER_SECOND = 2;

/**
 * Every fault at once. A filter that holds for every task is refused: nobody repairs everything.
 * @throws Problem
 */
export function readRepairRequest(body: Buffer | undefined): RepairRequest {
  const { filter, reason, ratePerSecond = DEFAULT_RATE_PER_SECOND } = readBody(RepairRequestDto, body);
  const errors: Fault[] = [
    ...(Object.keys(filter).length === 0 ? [{ path: '/filter', code: 'empty' }] : []),
    ...codeIn('/reason', reason),
    ...codeIn('/filter/outcome', filter.outcome),
    ...codeIn('/filter/code', filter.code),
  ];
  if (errors.length > 0) throw new Problem('invalid', { errors });
  return { filter: repairFilterOf(filter), reason, ratePerSecond };
}

const codeIn = (path: string, text = ''): Fault[] =>
  holdsIdentityCode(text) ? [{ path, code: 'identity-code' }] : [];

/** Of what was checked to be one. */
export function repairFilterOf(filter: RepairFilterDto): RepairFilter {
  const { states = [], systems = [], endpoints = [], teams = [], reasons = [] } = filter;
  const { outcome, code, from, to } = filter;
  return {
    states,
    systems,
    endpoints,
    teams,
    reasons,
    ...(outcome === undefined ? {} : { outcome }),
    ...(code === undefined ? {} : { code }),
    ...(from === undefined ? {} : { from: new Date(from) }),
    ...(to === undefined ? {} : { to: new Date(to) }),
  };
}

/** A place in a plan's list, as the caller carries it from page to page. */
export const placeCursor = (place: number): string => Buffer.from(String(place)).toString('base64url');

/** @throws Problem for what no page of ours gave */
export function placeOf(cursor: unknown): number {
  if (cursor === undefined || cursor === '') return -1;
  const place = typeof cursor === 'string' ? Buffer.from(cursor, 'base64url').toString('utf8') : '';
  if (!/^[0-9]{1,5}$/.test(place)) {
    throw new Problem('invalid', { errors: [{ path: '/cursor', code: 'cursor' }] });
  }
  return Number(place);
}
