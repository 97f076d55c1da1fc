import fc from 'fast-check';
import { CONDITIONS, READ_FAULTS, WRITE_FAULTS } from '../world/record-system.js';
import { PEOPLE_COUNT } from './draft.js';
import type { Draft } from './draft.js';
import { ACTS } from './history.js';
import type { History, Step } from './history.js';
import { SCENES } from './scenes.js';
import { ENDPOINTS, INVENTED, REAL_PRACTICES } from './teams.js';

const ALL = 2 ** PEOPLE_COUNT - 1;
const ENDPOINT_IDS = ENDPOINTS.map(({ id }) => id);
const endpoint = fc.constantFrom(...ENDPOINT_IDS);
const number = (max: number) => fc.nat({ max });
/** Mostly what comes first. */
const mostly = <T>(value: T, others: fc.Arbitrary<T>, weight = 6): fc.Arbitrary<T> =>
  fc.oneof({ weight, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: others });

const SECONDS = 1000;
const WAITS = [0, 0, 0, 1, 3, 6, 35, 320, 1900, 7300, 86_400].map((seconds) => seconds * SECONDS);

const consent = fc.record({
  id: number(1),
  covers: mostly(31, number(31), 5),
  isOral: mostly(false, fc.constant(true), 12),
  form: mostly(0, number(2), 12),
  validForDays: mostly<number | null>(null, fc.constantFrom(0, 1), 12),
});

const draftParts = {
  handling: mostly(0, number(2)),
  typClient: fc.boolean(),
  recommendations: number(31),
  measures: number(31),
  texts: number(2),
  plan: number(2),
  visit: number(2),
  attending: mostly(ALL, number(ALL), 2),
  rights: mostly(ALL, number(ALL), 2),
  moved: mostly(0, number(ALL), 4),
  caseManager: number(PEOPLE_COUNT),
  referrer: number(PEOPLE_COUNT),
};

const draft: fc.Arbitrary<Draft> = fc.record({
  ...draftParts,
  consent: fc.oneof({ weight: 20, arbitrary: consent }, { weight: 1, arbitrary: fc.constant(null) }),
});

/** What one version changes: a thing or two. */
const changes: fc.Arbitrary<Partial<Draft>> = fc
  .array(
    fc.oneof(
      ...Object.entries(draftParts).map(([name, arbitrary]) =>
        (arbitrary as fc.Arbitrary<number | boolean>).map((value) => ({ [name]: value })),
      ),
      fc.oneof(
        { weight: 4, arbitrary: consent.map((value) => ({ consent: value })) },
        { weight: 1, arbitrary: fc.constant({ consent: null }) },
      ),
    ),
    { maxLength: 3 },
  )
  .map((parts) => Object.assign({}, ...parts));

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      do: fc.constant('work' as const),
      job: number(20),
      write: mostly('none', fc.constantFrom(...WRITE_FAULTS), 1),
      read: mostly('none', fc.constantFrom(...READ_FAULTS), 4),
      until: mostly('settled', fc.constantFrom('begun' as const, 'written' as const), 2),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('go-on' as const),
      attempt: number(3),
      write: mostly('none', fc.constantFrom(...WRITE_FAULTS), 1),
      read: mostly('none', fc.constantFrom(...READ_FAULTS), 4),
    }),
  },
  { weight: 5, arbitrary: fc.constant({ do: 'run-all' as const }) },
  { weight: 7, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(...WAITS) }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('version' as const), of: number(1), changes }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('act' as const),
      task: fc.oneof({ weight: 3, arbitrary: number(1) }, { weight: 2, arbitrary: number(20) }),
      act: fc.constantFrom(...ACTS),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const), of: number(1) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('withdraw' as const),
      of: number(1),
      sectors: mostly(0, number(31), 1),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('case-manager' as const), of: number(1), person: number(9) }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'other-practice' as const }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('install' as const), endpoint }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('die' as const), attempt: number(3) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('job-again' as const), job: number(50) }) },
  { weight: 4, arbitrary: fc.constant({ do: 'reconcile' as const }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('turn' as const),
      endpoint,
      to: mostly('up', fc.constantFrom(...CONDITIONS), 1),
    }),
  },
);

const scene = fc.oneof(...SCENES.flatMap((steps) => [fc.subarray([...steps]), fc.constant([...steps])]));
const some: fc.Arbitrary<readonly Step[]> = fc.oneof(
  { weight: 25, arbitrary: step.map((one) => [one]) },
  { weight: 1, arbitrary: scene },
);

const practice = fc.oneof(number(REAL_PRACTICES.length - 1), fc.integer(INVENTED));
const noneOr = (weight: number): fc.Arbitrary<readonly string[]> =>
  mostly<readonly string[]>([], fc.subarray(ENDPOINT_IDS), weight);

/** @param steps at most so many */
export const anyHistory = (steps: number): fc.Arbitrary<History> =>
  fc.record({
    practices: fc.tuple(practice, practice),
    seed: number(2 ** 30),
    decisions: mostly(1, fc.constant(2), 3),
    unsearchable: noneOr(1),
    unconditional: noneOr(1),
    notInstalled: noneOr(3),
    first: draft,
    steps: fc.array(some, { maxLength: steps, size: 'max' }).map((parts) => parts.flat()),
  });
