import { DEFAULT_DEADLINES, DEFAULT_FOLLOW_UP_DAYS, DEFAULT_OWN_SYSTEM_TABLE } from '#domain';
import type { Practice, RecordKind, RecordingEndpoint, Role, Rule, System } from '#domain';
import { loadEndpoints, loadPractices } from '#configuration';
import { chanceOf, picked } from '../world/chance.js';

const realEndpoints = loadEndpoints('config', {});

/** A second health record and a second social one, of an organisation that people move to. */
const OTHER_ORGANISATION = 'Toisen alueen terveyskeskus';
const others = (['pegasos', 'proconsona', 'lifecare'] as const).flatMap((system): RecordingEndpoint[] =>
  realEndpoints
    .filter((endpoint) => endpoint.system === system)
    .slice(0, 1)
    .map(({ content }) => ({
      id: `${system}-toinen`,
      system,
      organisations: [{ name: OTHER_ORGANISATION }],
      content,
    })),
);

export const ENDPOINTS: readonly RecordingEndpoint[] = [
  ...realEndpoints.map(({ id, system, organisations, content }) => ({ id, system, organisations, content })),
  ...others,
];
export const MOVED_TO = OTHER_ORGANISATION;

/** All real ones but the team that only consults anonymously. */
export const REAL_PRACTICES: readonly Practice[] = [
  ...loadPractices('config', realEndpoints).values(),
].filter(({ rules, ownSystems }) => rules.length > 0 || ownSystems !== undefined);

const DEFAULT_ENDPOINTS: Partial<Record<System, string>> = Object.fromEntries(
  ENDPOINTS.toReversed().map(({ id, system }) => [system, id]),
);

/** Every record that a rule may ask for, with who could make it. */
const RULES: readonly (readonly [System, RecordKind, readonly Role[]])[] = [
  ['lifecare', 'consent', ['social-counsellor', 'nurse']],
  ['lifecare', 'recommendation', ['physician', 'nurse']],
  ['lifecare', 'plan', ['physician']],
  ['kanta', 'recommendation', ['physician']],
  ['kanta', 'plan', ['physician', 'nurse']],
  ['pegasos', 'visit', ['physician']],
  ['pegasos', 'case-note', ['nurse', 'physician']],
  ['pegasos', 'statistics', ['physician']],
  ['proconsona', 'case-note', ['social-worker', 'social-counsellor']],
  ['proconsona', 'plan', ['social-counsellor']],
  ['proconsona', 'case-manager', ['social-worker']],
  ['typ', 'plan', ['employment-specialist', 'te-specialist']],
  ['typ', 'measures', ['te-specialist']],
  ['sofia-crm', 'contact-note', ['employment-specialist']],
  ['kela', 'measures', ['kela-specialist']],
  ['ura', 'case-note', ['career-counsellor']],
  ['other', 'case-note', ['occupational-health-professional']],
];

/** A practice that no team has; the same for the same number. */
function inventedPractice(number: number): Practice {
  const chance = chanceOf(number);
  const rules: Rule[] = [];
  for (const [system, record, roles] of RULES) {
    if (chance() < 0.6) continue;
    const before = chance() < 0.5 ? picked(rules, Math.floor(chance() * 8)) : undefined;
    rules.push({
      id: `${record}-${system}`,
      record,
      system,
      recorders: roles.map((role) => ({ role })),
      when: chance() < 0.2 ? { typClient: true } : {},
      after: before === undefined ? [] : [before.id],
      visibleToClient: chance() < 0.3,
      ...carries(record, chance()),
    });
  }
  return {
    team: `keksitty-${String(number)}`,
    name: 'Keksitty tiimi',
    version: `1-${String(number)}`,
    handlings: ['meeting', 'joint-reception', 'paper-consultation', 'anonymous-consultation'],
    consent: {
      required: chance() < 0.9,
      inWriting: chance() < 0.2,
      recordsWithdrawal: chance() < 0.5,
    },
    rules: rules.length > 0 ? rules : [inventedRule()],
    ...(chance() < 0.4 ? { ownSystems: { notIn: ['paper-consultation'] } } : {}),
    ownSystemTable: DEFAULT_OWN_SYSTEM_TABLE,
    prohibitions: chance() < 0.15 ? [{ system: 'pegasos', exceptRecords: ['statistics', 'visit'] }] : [],
    defaultEndpoints: DEFAULT_ENDPOINTS,
    deadlines: DEFAULT_DEADLINES,
    followUpDays: DEFAULT_FOLLOW_UP_DAYS,
    escalation: { workingDaysAStep: 1 },
  };
}

const inventedRule = (): Rule => ({
  id: 'statistics-pegasos',
  record: 'statistics',
  system: 'pegasos',
  recorders: [{ role: 'physician' }],
  when: {},
  after: [],
  visibleToClient: false,
});

function carries(record: RecordKind, throwOf: number): Pick<Rule, 'carries'> {
  if (record !== 'recommendation' && record !== 'case-note' && record !== 'contact-note') return {};
  if (throwOf < 0.3) return { carries: 'every' };
  return throwOf < 0.5 ? { carries: 'services' } : {};
}

/** Numbers of practices that no team has. */
export const INVENTED = { min: 1000, max: 1040 };

const invented = new Map<number, Practice>();

/** The practice that a number stands for. */
export function practiceOf(number: number): Practice {
  const real = REAL_PRACTICES[number];
  if (real !== undefined) return real;
  const known = invented.get(number) ?? inventedPractice(number);
  invented.set(number, known);
  return known;
}

/** The number of a real team's practice. */
export const numberOf = (team: string): number =>
  REAL_PRACTICES.findIndex((practice) => practice.team === team);
