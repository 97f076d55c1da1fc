import type { ConsoleWords } from '#console-texts';
import { SYSTEMS } from '#domain';
import type { System } from '#domain';

/** A system as people call it. */
export function systemName({ systems }: ConsoleWords, system: string): string {
  return isSystem(system) ? systems[system] : system;
}

const isSystem = (system: string): system is System => (SYSTEMS as readonly string[]).includes(system);
