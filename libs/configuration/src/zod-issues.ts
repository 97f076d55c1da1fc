import type { z } from 'zod';

/** Steps from the top of a file to a place in it. */
export type FaultPath = readonly (string | number)[];

export interface PointedIssue {
  readonly path: FaultPath;
  readonly message: string;
  /** The key itself is wrong, whatever its value. */
  readonly atKey?: boolean;
  /** The words that may stand there. */
  readonly allowed?: readonly string[];
}

type Issue = z.core.$ZodIssue;

/** @returns the issues, each at the very place that is wrong: an unknown key at the key itself */
export function pointedIssues(issues: readonly Issue[], above: FaultPath = []): readonly PointedIssue[] {
  return issues.flatMap((issue) => {
    const path = [...above, ...stepsOf(issue)];
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        path: [...path, key],
        message: `unknown key: ${key}`,
        atKey: true,
      }));
    }
    if (issue.code === 'invalid_union') return closestBranch(issue, path);
    if (issue.code === 'invalid_value') {
      return [{ path, message: issue.message, allowed: issue.values.map(String) }];
    }
    return [{ path, message: issue.message }];
  });
}

const stepsOf = ({ path }: Issue): FaultPath =>
  path.map((step) => (typeof step === 'symbol' ? step.toString() : step));

/** Of several shapes that are allowed the one was meant that the file misses by least. */
function closestBranch(
  { errors, message }: Extract<Issue, { code: 'invalid_union' }>,
  path: FaultPath,
): readonly PointedIssue[] {
  const branches = errors.map((issues) => pointedIssues(issues, path));
  const [closest = []] = branches.toSorted((a, b) => depthOf(b) - depthOf(a) || a.length - b.length);
  const hasNoneOfTheShapes = depthOf(closest) <= path.length;
  return hasNoneOfTheShapes ? [{ path, message }] : closest;
}

const depthOf = (issues: readonly PointedIssue[]): number =>
  Math.max(0, ...issues.map(({ path }) => path.length));
