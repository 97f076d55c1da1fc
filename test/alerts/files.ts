import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

export interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly keep_firing_for: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly runbook_url: string };
}

interface Panel {
  readonly type: string;
  readonly title: string;
  readonly targets?: readonly { readonly expr: string }[];
}

/** Every rule of the file, in its order. */
export function readRules(): readonly AlertRule[] {
  const { groups } = parse(readFileSync('config/alerts/rules.yaml', 'utf8')) as {
    groups: readonly { rules: readonly AlertRule[] }[];
  };
  return groups.flatMap(({ rules }) => rules);
}

/** The board's panels, its rows among them. */
export function readPanels(): readonly Panel[] {
  const { panels } = JSON.parse(readFileSync('config/alerts/board.json', 'utf8')) as { panels: Panel[] };
  return panels;
}

/** Each expression of both files, by where it stands. */
export const readExpressions = (): readonly (readonly [place: string, expression: string])[] => [
  ...readRules().map(({ alert, expr }) => [alert, expr] as const),
  ...readPanels().flatMap(({ title, targets = [] }) =>
    targets.map(({ expr }) => [`${title}: ${expr}`, expr] as const),
  ),
];
