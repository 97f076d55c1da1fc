import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { ROOT } from './places.mjs';
import { say } from './progress.mjs';

const FOLDER = `${ROOT}/.cache`;
const LOCK = `${FOLDER}/prepare.lock`;
const POLL_MS = 200;

/** Two commands at once in one work tree must not both install or build: the second waits for the first. */
export async function alone(work) {
  mkdirSync(FOLDER, { recursive: true });
  let told = false;
  while (!take()) {
    if (!told) say('waiting', 'another command is preparing this work tree');
    told = true;
    await delay(POLL_MS);
  }
  try {
    return await work();
  } finally {
    rmSync(LOCK, { force: true });
  }
}

function take() {
  try {
    writeFileSync(LOCK, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (holderIsGone()) rmSync(LOCK, { force: true });
    return false;
  }
}

function holderIsGone() {
  try {
    process.kill(Number(readFileSync(LOCK, 'utf8')), 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}
