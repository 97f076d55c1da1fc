import { z } from 'zod';
import { EVIDENCE_LEVELS, REASONS, TASK_STATES } from '#domain';
import { jsonOf } from '../read-file.js';

/** What a receipt says, read by one who did not make it. */
const PAYLOAD = z.object({
  team: z.string(),
  decisionId: z.string(),
  version: z.int(),
  practiceVersion: z.string(),
  issuedAt: z.iso.datetime(),
  duties: z.array(
    z.object({
      task: z.string(),
      rule: z.string(),
      state: z.enum(TASK_STATES),
      reason: z.enum(REASONS).optional(),
      evidence: z.object({ level: z.enum(EVIDENCE_LEVELS) }).optional(),
    }),
  ),
});

export type SaidByReceipt = z.infer<typeof PAYLOAD>;

/** @returns undefined for what was signed, but is no receipt as we know it */
export function readPayload(payload: Buffer): SaidByReceipt | undefined {
  const read = PAYLOAD.safeParse(jsonOf(payload));
  return read.success ? read.data : undefined;
}
