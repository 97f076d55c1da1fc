import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { Decision, Participant } from '#domain';

/** The contract's cases (`contract/README.md`, Cases), as far as planning has to do with them. */

const texts = z.record(z.string(), z.array(z.string())).default({});

const caseFile = z.object({
  name: z.string(),
  steps: z.array(
    z.object({
      event: z.object({ type: z.string(), data: z.record(z.string(), z.unknown()) }),
      expect: z.object({
        status: z.number(),
        problem: z.string().optional(),
        tasks: z.array(z.record(z.string(), z.unknown())).optional(),
        warnings: z.array(z.string()).default([]),
        never: z.array(z.string()).default([]),
        neverText: z.array(z.string()).default([]),
        neverTextIn: texts,
        mustTextIn: texts,
      }),
    }),
  ),
});

export type CaseStep = z.infer<typeof caseFile>['steps'][number];

export interface ContractCase {
  readonly name: string;
  readonly steps: readonly CaseStep[];
}

export function contractCases(): readonly ContractCase[] {
  const folder = resolve(process.cwd(), 'test/contract/cases');
  return readdirSync(folder).map((file) =>
    caseFile.parse(JSON.parse(readFileSync(join(folder, file), 'utf8'))),
  );
}

/** The cases are checked against the contract's schema elsewhere: here their data is taken as it is. */
export const decisionOf = ({ event }: CaseStep): Decision => event.data as unknown as Decision;
export const newCaseManagerOf = ({ event }: CaseStep): Participant =>
  event.data['caseManager'] as Participant;
