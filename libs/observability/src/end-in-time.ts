import type { Logger } from './logger.js';

/**
 * Ends the process so long after it was told to stop, whatever a client library still waits for (R15): what was
 * under way is found again by its lease.
 * @param graceMs enough for what is under way to end by its own deadline
 */
export function endInTime(graceMs: number, log: Logger): void {
  const begin = (): void => {
    setTimeout(() => {
      log.warn('stop.forced', { durationMs: graceMs });
      process.exit(1);
    }, graceMs).unref();
  };
  process.once('SIGTERM', begin);
  process.once('SIGINT', begin);
}
