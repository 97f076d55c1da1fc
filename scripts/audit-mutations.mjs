import { ROOT } from './places.mjs';
import { Fault, say } from './progress.mjs';

const MUTATIONS = 10_000;
const CLEAN_EXPORTS = 1_000;
const AT_A_TIME = 1_000;

/**
 * Spoils so many exports of the audit log, and leaves others alone: every change has to be found with its place named,
 * and no export that nobody touched may raise an alarm.
 */
export async function runAuditMutations(asked = String(MUTATIONS)) {
  const count = Number(asked);
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new Fault('Usage: npm run audit:mutations [-- <how many>]');
  }
  const { runCleanExports, runMutations } = await import(`${ROOT}/test/audit/run-mutations.mjs`);
  const [made, missed] = [{}, []];
  for (let done = 0, seed = 1; done < count; done += AT_A_TIME, seed++) {
    const result = await runMutations(Math.min(AT_A_TIME, count - done), seed);
    for (const [name, times] of Object.entries(result.made)) made[name] = (made[name] ?? 0) + times;
    missed.push(...result.missed);
    say('mutations', `${Math.min(done + AT_A_TIME, count)} made, ${missed.length} not found`);
  }
  const clean = Math.max(1, Math.round((count * CLEAN_EXPORTS) / MUTATIONS));
  const alarms = await runCleanExports(clean);
  for (const [name, times] of Object.entries(made)) console.log(`${String(times).padStart(7)}  ${name}`);
  for (const wrong of [...missed, ...alarms]) console.log(JSON.stringify(wrong));
  console.log(
    `${count} changes, ${missed.length} not found; ${clean} clean exports, ${alarms.length} alarms`,
  );
  return missed.length + alarms.length === 0 ? 0 : 1;
}
