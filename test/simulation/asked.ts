/** What `npm run simulate` asks for; Jest hands it in as a global (scripts/simulate.mjs). */
export interface Asked {
  readonly sequences: number;
  readonly seed: number;
  /** It is a run of its own: tell how it goes, and shrink what is found. */
  readonly isTold: boolean;
}

/** The test command's own run: the same each time, and short enough for every change. */
const OF_THE_TEST_COMMAND: Asked = { sequences: 5000, seed: 20_261_117, isTold: false };

export function asked(): Asked {
  const given: unknown = Reflect.get(globalThis, 'simulation');
  if (typeof given !== 'object' || given === null) return OF_THE_TEST_COMMAND;
  const { sequences, seed } = OF_THE_TEST_COMMAND;
  return {
    sequences: wholeNumber(given, 'sequences') ?? sequences,
    seed: wholeNumber(given, 'seed') ?? seed,
    isTold: true,
  };
}

function wholeNumber(given: object, name: string): number | undefined {
  const value: unknown = Reflect.get(given, name);
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;
}
