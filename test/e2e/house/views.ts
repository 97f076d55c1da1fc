/** The contract's shapes as the outside sees them; written anew here, so that a change of the product's shows. */

export interface CloudEvent {
  readonly specversion: string;
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly time: string;
  readonly data: object;
}

export interface TaskView {
  readonly id: string;
  readonly team: string;
  readonly decisionId: string;
  readonly version: number;
  readonly system: string;
  readonly endpoint: string;
  readonly record: string;
  readonly operation: string;
  readonly channel: string;
  readonly recorder: string;
  readonly onBehalfOf: readonly string[];
  readonly after: readonly string[];
  readonly visibleToClient: boolean;
  readonly state: string;
  readonly reason?: string;
  readonly dueAt: string;
  readonly attempts: number;
  readonly rule: string;
  readonly evidence?: { level: string; targetId: string; targetVersion: string; at: string; by?: string };
}

export interface TaskWithAttempts extends TaskView {
  readonly attemptLog: readonly { number: number; kind: string; outcome?: string; code?: string }[];
}

export interface IntakeAnswer {
  readonly eventId: string;
  readonly duplicate: boolean;
  readonly decision: { readonly team: string; readonly decisionId: string; readonly version: number };
  readonly tasks: readonly TaskView[];
  readonly warnings: readonly string[];
}

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly instance: string;
  readonly errors?: readonly { path: string; code: string }[];
}

export interface DecisionView {
  readonly team: string;
  readonly decisionId: string;
  readonly version: number;
  readonly status: string;
  readonly tasks: readonly TaskView[];
  readonly completeness: Readonly<Record<string, number>>;
  readonly warnings: readonly string[];
}

export interface SystemView {
  readonly endpoint: string;
  readonly system: string;
  readonly installed: boolean;
  readonly backlog: number;
}

export interface JournalRow {
  readonly id: string;
  readonly key: string;
  readonly record: string;
  readonly client: string;
  readonly content: string;
  readonly version: string;
  readonly operation: string;
  readonly storedAt: string;
}
