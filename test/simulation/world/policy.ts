import type { DeliveryPolicy } from '#domain';

/** Of every endpoint: short, so that retries come to their end within a history. */
export const POLICY: DeliveryPolicy = {
  deadlineMs: 10_000,
  settleMs: 3_000,
  retryDelaysMs: [5_000, 30_000, 300_000, 1_800_000],
  retryForMs: 7_200_000,
};
