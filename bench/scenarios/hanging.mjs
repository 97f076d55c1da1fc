// One record system takes connections and never answers: how quick are the others? Three runs a round, by turns: all well,
// the system paused (nothing is sent there), and hanging. Against "paused" is the strict ratio, since the machine has as
// much to do in both; against "all well" the others may gain what the hanging one leaves.
import { median, rounded, scaled, setting, tell } from '../system/figures.mjs';
import { withSystem } from '../system/system.mjs';

const HANGING = { system: 'sofia-crm', endpoint: 'sofia-crm-sote' };
const NEVER_MS = 600_000;
const DECISIONS = 100;
const ROUNDS = setting('ROUNDS', 5);

const OTHERS = `system <> '${HANGING.system}'`;

const STATES = {
  undisturbed: { begin: async () => undefined, end: async () => undefined },
  paused: {
    begin: (system) => system.act('pause', HANGING.endpoint),
    end: (system) => system.act('resume', HANGING.endpoint),
  },
  hanging: {
    begin: (system) => system.setFault(HANGING.system, { mode: 'latency', value: NEVER_MS }),
    end: (system) => system.setFault(HANGING.system),
  },
};

/** @returns tasks of the other systems that were confirmed in a second */
async function run(system, { state, decisions, name }) {
  await STATES[state].begin(system);
  const begun = performance.now();
  await system.sender.burst(decisions, name);
  const { confirmed, all } = await system.settled(`${OTHERS} and decision_id like '${name}-%'`);
  const perSecond = (confirmed * 1000) / (performance.now() - begun);
  if (confirmed < all) throw new Error(`${all - confirmed} tasks of ${name} were not confirmed`);
  await STATES[state].end(system);
  await system.settled();
  return perSecond;
}

/** Each is the first one as often: what a run leaves behind is nobody's disadvantage. */
const rotated = (states, by) => states.map((_, index) => states[(index + by) % states.length]);

await withSystem(async (system) => {
  const decisions = scaled(DECISIONS, 10);
  await system.sender.burst(decisions, 'warm');
  await system.settled();
  const rates = { undisturbed: [], paused: [], hanging: [] };
  for (let round = 0; round < ROUNDS; round++) {
    for (const state of rotated(Object.keys(STATES), round)) {
      rates[state].push(await run(system, { state, decisions, name: `${state}${round}` }));
    }
  }
  const ratios = (to) => rates.hanging.map((rate, round) => rate / rates[to][round]);
  const shown = (values) => values.map((value) => rounded(value, 2));
  tell({
    othersPerS: Object.fromEntries(
      Object.entries(rates).map(([state, all]) => [state, rounded(median(all), 1)]),
    ),
    ratioToUndisturbed: rounded(median(ratios('undisturbed'))),
    ratioToPaused: rounded(median(ratios('paused'))),
    allToUndisturbed: shown(ratios('undisturbed')),
    allToPaused: shown(ratios('paused')),
    aim: 'ratioToUndisturbed > 0.95',
    held: median(ratios('undisturbed')) > 0.95,
  });
});
