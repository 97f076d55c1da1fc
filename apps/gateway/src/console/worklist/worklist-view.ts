import { SYSTEMS } from '#domain';
import type { System } from '#domain';
import type { Principal } from '#security';
import { holdsIdentityCode } from '../../intake/content-rules/identity-code.js';
import { ID, LOCAL_ID } from '../../intake/event-dto/patterns.js';
import { cursorOf, positionOf } from '../../reading/cursor.js';
import type { WorklistQuery } from '../../reading/worklist/worklist.js';

export const WORKLIST_PATH = '/console/worklist';
export type WorklistTab = 'own' | 'organisation' | 'acknowledged';

/** What of the worklist is looked at, as the page's address says it. */
export interface WorklistView {
  readonly tab: WorklistTab;
  readonly isAllOpen: boolean;
  readonly isOverdueOnly: boolean;
  readonly system?: System;
  readonly team?: string;
  readonly decisionId?: string;
  readonly after?: { readonly at: Date; readonly id: string };
}

export interface ReadView {
  readonly view: WorklistView;
  /** Something was searched for that is no decision's id, or may be somebody's identity code. */
  readonly isNotADecision: boolean;
}

/** @returns the tabs that are there for the person; the first is where they begin */
export function tabsFor({ roles }: Principal): readonly WorklistTab[] {
  return [
    ...(roles.has('participant') ? (['own'] as const) : []),
    ...(roles.has('deputy') ? (['organisation'] as const) : []),
    'acknowledged',
  ];
}

/** Reads the address; what no link or form of ours says is left out. */
export function readWorklistView(query: Readonly<Record<string, unknown>>, person: Principal): ReadView {
  const text = (name: string): string => (typeof query[name] === 'string' ? query[name].trim() : '');
  const tabs = tabsFor(person);
  const decisionId = text('decision');
  const isDecision = ID.test(decisionId) && !holdsIdentityCode(decisionId);
  const system = SYSTEMS.find((each) => each === text('system'));
  const position = positionOf(text('cursor'));
  return {
    isNotADecision: decisionId !== '' && !isDecision,
    view: {
      tab: tabs.find((tab) => tab === text('tab')) ?? tabs[0] ?? 'own',
      isAllOpen: text('show') === 'open',
      isOverdueOnly: text('deadline') === 'overdue',
      ...(system === undefined ? {} : { system }),
      ...(LOCAL_ID.test(text('team')) ? { team: text('team') } : {}),
      ...(isDecision ? { decisionId } : {}),
      ...(position === undefined ? {} : { after: { at: position.dueAt, id: position.id } }),
    },
  };
}

/** What the ledger is asked for the view. */
export function queryOf({ tab, isAllOpen, isOverdueOnly, ...rest }: WorklistView): WorklistQuery {
  if (tab === 'acknowledged') return { part: 'acknowledged', ...rest };
  return {
    owner: tab,
    part: isAllOpen ? 'open' : 'to-do',
    ...(isOverdueOnly ? { overdue: true } : {}),
    ...rest,
  };
}

/** @returns the view's own address */
export function addressOfView(view: WorklistView): string {
  const { tab, isAllOpen, isOverdueOnly, system, team, decisionId, after } = view;
  const query = new URLSearchParams({
    tab,
    ...(isAllOpen ? { show: 'open' } : {}),
    ...(isOverdueOnly ? { deadline: 'overdue' } : {}),
    ...(system === undefined ? {} : { system }),
    ...(team === undefined ? {} : { team }),
    ...(decisionId === undefined ? {} : { decision: decisionId }),
    ...(after === undefined ? {} : { cursor: cursorOf({ dueAt: after.at, id: after.id }) }),
  });
  return `${WORKLIST_PATH}?${query.toString()}`;
}

export const isFiltered = ({ isAllOpen, isOverdueOnly, system, team, decisionId }: WorklistView): boolean =>
  isAllOpen || isOverdueOnly || system !== undefined || team !== undefined || decisionId !== undefined;
