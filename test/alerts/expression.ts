/** A metric that an expression asks for. */
export interface Asked {
  readonly name: string;
  /** Labels that it is selected by, with the values that are named. */
  readonly selected: ReadonlyMap<string, readonly string[]>;
  /** The function that is given a stretch of its time: `rate`, `min_over_time`, ... */
  readonly over: string | undefined;
}

const WORDS = new Set(['and', 'or', 'unless', 'bool']);
const GROUPED = /\b(?:by|on)\s*\(([^)]*)\)/g;
const NAME = /\b([a-z_]\w*)\s*(?:\{([^}]*)\})?\s*(\[[^\]]*\])?/g;
const SELECTED = /(\w+)\s*(?:=~|=|!=|!~)\s*"([^"]*)"/g;

/**
 * Reads which metrics an expression of PromQL asks for, as far as the rules and the board are written. It is no parser of
 * the language: that would be promtool's.
 */
export function askedBy(expression: string): readonly Asked[] {
  const bare = expression.replace(GROUPED, ' ');
  return [...bare.matchAll(NAME)].flatMap(({ 0: whole, 1: name = '', 2: selector = '', 3: range, index }) => {
    if (WORDS.has(name) || bare.slice(index + whole.length).startsWith('(')) return [];
    const over = range === undefined ? undefined : /(\w+)\(\s*$/.exec(bare.slice(0, index))?.[1];
    return [{ name, selected: selectedBy(selector), over }];
  });
}

/** Every label that results are grouped or joined by. */
export const groupedBy = (expression: string): readonly string[] =>
  [...expression.matchAll(GROUPED)].flatMap(([, names = '']) => namesIn(names));

const namesIn = (list: string): readonly string[] =>
  list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');

const selectedBy = (selector: string): ReadonlyMap<string, readonly string[]> =>
  new Map([...selector.matchAll(SELECTED)].map(([, label = '', values = '']) => [label, values.split('|')]));
