import { createHash } from 'node:crypto';

/**
 * A strong entity tag (RFC 9110, section 8.8.3) of a task: another with each change of it. An act on a task must
 * name the one it has seen.
 * @param revision rises with each change
 */
export function entityTag(taskId: string, revision: number): string {
  const digest = createHash('sha256').update(`${taskId}/${revision}`).digest('base64url');
  return `"${digest.slice(0, 32)}"`;
}
