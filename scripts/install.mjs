import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { ROOT } from './places.mjs';
import { Fault, say, sayEnd, withHeartbeat } from './progress.mjs';
import { run } from './processes.mjs';

const STAMP = `${ROOT}/node_modules/.kuittaus-install`;
const NPM_ARGS = [
  'install',
  '--no-audit',
  '--no-fund',
  '--ignore-scripts',
  '--include=dev',
  '--include=optional',
];
const OUTPUT_SHOWN = 30;

/** @returns why the packages have to be installed, undefined when they are as the lock file says */
export function installReason() {
  if (!existsSync(`${ROOT}/node_modules`)) return 'for the first time: takes a minute or so';
  if (!existsSync(STAMP)) return 'node_modules is not known to be whole';
  return readFileSync(STAMP, 'utf8') === stamp()
    ? undefined
    : 'package.json, its lock file or the machine changed';
}

/** Installs what is missing. @throws {Fault} when npm could not */
export async function install(reason) {
  say('install', reason);
  const started = Date.now();
  const [command, ...args] = npm();
  const { code, output } = await withHeartbeat(run(command, [...args, ...NPM_ARGS]), sayHowFar);
  sayEnd('install', code === 0, Date.now() - started);
  if (code !== 0) throw new Fault(explain(output));
  mkdirSync(`${ROOT}/node_modules`, { recursive: true });
  writeFileSync(STAMP, stamp());
}

/** Some packages hold programs for one platform: a tree that came from another machine is installed anew. */
function stamp() {
  const digest = createHash('sha256');
  for (const file of ['package.json', 'package-lock.json']) digest.update(readFileSync(`${ROOT}/${file}`));
  return `${digest.digest('hex')} ${process.platform}-${process.arch}\n`;
}

/** The npm that called us, else the one on PATH. */
function npm() {
  const caller = process.env.npm_execpath;
  return caller?.endsWith('npm-cli.js') ? [process.execPath, caller] : ['npm'];
}

function sayHowFar() {
  const { packages } = JSON.parse(readFileSync(`${ROOT}/package-lock.json`, 'utf8'));
  const wanted = Object.keys(packages).filter((path) => path !== '' && fitsThisMachine(packages[path]));
  const there = wanted.filter((path) => existsSync(`${ROOT}/${path}/package.json`));
  say('install', `${there.length} of ${wanted.length} packages`);
}

const fitsThisMachine = ({ os, cpu }) =>
  (os === undefined || os.includes(process.platform)) && (cpu === undefined || cpu.includes(process.arch));

function explain(output) {
  const tail = output.trimEnd().split('\n').slice(-OUTPUT_SHOWN).join('\n');
  return `npm could not install the packages. Its last words:\n\n${tail}\n\nNothing was started. Run the same command again when the cause is gone.`;
}
