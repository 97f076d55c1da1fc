import { readFileSync, readdirSync } from 'node:fs';
import type { Decision } from '#domain';
import type { Fault } from './house/stand-in.js';

/** The contract's cases (`contract/README.md`, Cases), as far as they are played here. */

/** A task as a case names it: fields that are not named are free. */
export type ExpectedTask = Readonly<Record<string, unknown>>;

export interface CaseStep {
  /** Data of another event than a decision holds its team and decisionId, too. */
  readonly event: { readonly type: string; readonly data: Decision };
  readonly before?: {
    readonly faults?: Readonly<Record<string, Fault>>;
    /** The step before need not have settled. */
    readonly settle?: boolean;
  };
  readonly expect: {
    readonly status: number;
    readonly problem?: string;
    readonly tasks?: readonly ExpectedTask[];
    readonly warnings?: readonly string[];
    readonly neverTextIn?: Readonly<Record<string, readonly string[]>>;
    /** A system, or `system:record`, that nothing of the client may reach. */
    readonly never?: readonly string[];
    readonly neverText?: readonly string[];
    readonly mustTextIn?: Readonly<Record<string, readonly string[]>>;
    /** Of all versions of the decision, once the step has settled. */
    readonly openTasksAfter?: number;
  };
}

export interface ContractCase {
  readonly name: string;
  readonly steps: readonly CaseStep[];
}

const FOLDER = 'test/contract/cases';

export const contractCases: readonly ContractCase[] = readdirSync(FOLDER)
  .sort()
  .map((file) => JSON.parse(readFileSync(`${FOLDER}/${file}`, 'utf8')) as ContractCase);

/** @returns a step of a case, counted from 0 */
export function stepOf(name: string, index = 0): CaseStep {
  const step = contractCases.find((candidate) => candidate.name === name)?.steps[index];
  if (step === undefined) throw new Error(`there is no step ${index} in ${name}`);
  return step;
}

/** What a named task must be matched with: by the contract, `onBehalfOf` not named is the recorder alone. */
export const wholeTask = (task: ExpectedTask): ExpectedTask => ({ onBehalfOf: [task['recorder']], ...task });
