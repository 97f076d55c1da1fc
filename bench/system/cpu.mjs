import { readdirSync, readFileSync } from 'node:fs';

const TICK_S = 0.01;

/** User and system time of each process below this one, added up by name, seconds: others' on the machine do not count. */
export function cpuSeconds() {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap(processOf);
  const ours = new Set([process.pid]);
  for (let before = 0; before < ours.size;) {
    before = ours.size;
    for (const { pid, parent } of processes) if (ours.has(parent)) ours.add(pid);
  }
  const used = {};
  for (const { pid, name, ticks } of processes) {
    if (ours.has(pid) && name !== undefined) used[name] = (used[name] ?? 0) + ticks * TICK_S;
  }
  return used;
}

function processOf(pid) {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    const ticks = Number(fields[11]) + Number(fields[12]);
    return [{ pid: Number(pid), parent: Number(fields[1]), name: nameOf(command), ticks }];
  } catch {
    return []; // it ended while we looked
  }
}

function nameOf(command) {
  if (/^postgres:|\/bin\/postgres -D/.test(command)) return 'postgres';
  if (command.includes('redis-server')) return 'redis';
  return /dist\/apps\/([a-z-]+)\/src\/main\.js/.exec(command)?.[1];
}
