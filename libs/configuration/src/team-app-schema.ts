import { z } from 'zod';
import { secretName } from './endpoint-schema.js';
import { id } from './words-schema.js';

/** `config/team-apps.yaml`: where each team's application wants to be told of its decisions. */

const teamApp = z.strictObject({
  teams: z
    .union([z.literal('*'), z.array(id).min(1, 'must name a team')], "must be '*' or a list of teams")
    .describe("'*': every team that no other entry names"),
  url: z
    .string()
    .default('')
    .describe('may hold ${NAME}; empty, or a variable that is not set: events are kept and not sent'),
  secrets: z
    .array(secretName)
    .min(1, 'must name a secret')
    .describe('names of the secret files; each signs (v1), so that one can be replaced by another'),
});

export const TEAM_APPS_SCHEMA = z
  .strictObject({ teamApps: z.array(teamApp).default([]) })
  .meta({ title: "Where the teams' applications are told" });

export type TeamAppsFile = z.infer<typeof TEAM_APPS_SCHEMA>;
