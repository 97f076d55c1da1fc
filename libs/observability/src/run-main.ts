import { createLogger } from './logger.js';

/**
 * The outermost frame of every app. A fault at start is said in full, since it is about configuration and an
 * operator must read it; whatever nobody caught later may hold anything, so only its code and place are logged,
 * and the process ends for its supervisor to start it anew (R39).
 */
export function runMain(app: string, main: () => Promise<void>): void {
  let isRunning = false;
  process.on('uncaughtException', (error) => {
    if (isRunning) createLogger({ app, level: 'error' }).error('process.failed', { error });
    else process.stderr.write(`${app} cannot start: ${error.message}\n`);
    process.exit(1);
  });
  void main().then(() => {
    isRunning = true;
  });
}
