import { z } from 'zod';

/** The roles of the contract ("Reading and acting"). */
const ROLES = ['team-app', 'developer', 'participant', 'deputy', 'sysadmin', 'auditor'] as const;

const name = z.string().trim().min(1).max(254);

/** What a token is asked for; no teams means all of them. */
export const tokenRequest = z.strictObject({
  role: z.enum(ROLES),
  teams: z.array(name).min(1).max(100).default(['*']),
  participant: name.toLowerCase().optional(),
  organisation: name.optional(),
});
export type TokenRequest = z.infer<typeof tokenRequest>;
