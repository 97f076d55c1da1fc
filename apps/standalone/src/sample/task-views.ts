import { z } from 'zod';
import { TASK_STATES } from '#domain';

/** What the gateway shows of a task, as far as the terminal tells it; other fields are passed over. */
const TaskShown = z.object({
  id: z.string(),
  system: z.string(),
  endpoint: z.string(),
  record: z.string(),
  channel: z.enum(['automatic', 'manual']),
  after: z.array(z.string()),
  state: z.enum(TASK_STATES),
  reason: z.string().optional(),
  evidence: z.object({ level: z.string() }).optional(),
});
export type TaskShown = z.infer<typeof TaskShown>;

/** `GET /v1/decisions/{team}/{decisionId}` */
export const DecisionShown = z.object({ tasks: z.array(TaskShown) });

/** `GET /v1/systems` */
export const SystemsShown = z.object({
  items: z.array(z.object({ endpoint: z.string(), installed: z.boolean() })),
});
