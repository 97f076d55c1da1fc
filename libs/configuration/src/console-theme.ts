import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { refuseFaults, type Fault } from './configuration-fault.js';
import { CONSOLE_THEME_SCHEMA } from './console-theme-schema.js';
import { readYamlFile } from './yaml-file.js';

/** What the console is called and looks like. */
export type ConsoleTheme = Readonly<z.infer<typeof CONSOLE_THEME_SCHEMA>>;

/**
 * Reads `console.yaml`, if there is one; what it does not say is as usual.
 * @throws ConfigurationFault
 */
export function loadConsoleTheme(configDir: string): ConsoleTheme {
  const usual = CONSOLE_THEME_SCHEMA.parse({});
  const path = join(configDir, 'console.yaml');
  if (!existsSync(path)) return usual;
  const faults: Fault[] = [];
  const file = readYamlFile(path, CONSOLE_THEME_SCHEMA, faults);
  refuseFaults(faults);
  return file?.value ?? usual;
}
