// From a bare checkout to something that runs: every command goes through here first.
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { build, isBuilt } from './build.mjs';
import { install, installReason } from './install.mjs';
import { alone } from './lock.mjs';
import { requireNode } from './node-version.mjs';
import { ROOT } from './places.mjs';
import { Fault } from './progress.mjs';

/** @throws {Fault} */
export async function prepareInstalled() {
  requireNode();
  if (installReason() === undefined) return;
  requireWritable();
  await alone(async () => {
    const reason = installReason();
    if (reason !== undefined) await install(reason);
  });
}

const NOTHING_TO_BUILD = { passed: true, output: '' };

/** @returns {Promise<{ passed: boolean, output: string }>} what the compiler said, if it had to run */
export async function prepareBuilt() {
  if (isBuilt()) return NOTHING_TO_BUILD;
  requireWritable();
  return alone(() => (isBuilt() ? NOTHING_TO_BUILD : build()));
}

/** Says it before npm or the compiler say it in their own words. */
function requireWritable() {
  for (const folder of [ROOT, `${ROOT}/node_modules`, `${ROOT}/dist`]) {
    if (existsSync(folder) && !canWrite(folder)) {
      const { uid } = statSync(folder);
      throw new Fault(
        `You may not write to ${folder}: it belongs to user ${uid}. Run this as that user, or in a clone of your own.`,
      );
    }
  }
}

function canWrite(folder) {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
