import type { ConsoleTheme, RunEnvironment } from '#configuration';

/** How the console looks, and which environment it says it is. */
export interface ConsoleConfig {
  readonly theme: ConsoleTheme;
  readonly environment: RunEnvironment;
}
