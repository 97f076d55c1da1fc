import type { Task } from '../task.js';

/** A record by its place in the order: `system/record`. */
export type RecordName = string;

export const recordName = ({ system, record }: Pick<Task, 'system' | 'record'>): RecordName =>
  `${system}/${record}`;

/**
 * The order of a cancellation: what came after a record is taken back before it. But a record that another system
 * makes of its predecessor, and that is only confirmed to be there, follows that one's nullify: it cannot go before.
 * Names that would wait for each other in a circle (tasks of different practices may) wait for nothing on the way
 * back, so that every nullify has its turn.
 * @param isCopied the endpoint is written by its predecessor's system
 * @returns for each name the names that go before it
 */
export function nullifyOrder(
  written: readonly Task[],
  isCopied: (endpoint: string) => boolean,
): ReadonlyMap<RecordName, readonly RecordName[]> {
  const names = new Set(written.map(recordName));
  const wished = new Map<RecordName, Set<RecordName>>([...names].map((name) => [name, new Set()]));
  for (const task of written) {
    const name = recordName(task);
    for (const predecessor of task.after) {
      if (predecessor === name || !names.has(predecessor)) continue;
      const [first, second] = isCopied(task.endpoint) ? [predecessor, name] : [name, predecessor];
      wished.get(second)?.add(first);
    }
  }
  return withoutCircles(wished);
}

function withoutCircles(
  wished: ReadonlyMap<RecordName, ReadonlySet<RecordName>>,
): ReadonlyMap<RecordName, readonly RecordName[]> {
  const order = new Map<RecordName, readonly RecordName[]>();
  const visit = (name: RecordName, path: readonly RecordName[]): void => {
    if (order.has(name)) return;
    const before = [...(wished.get(name) ?? [])].filter((first) => first !== name && !path.includes(first));
    for (const first of before) visit(first, [...path, name]);
    order.set(name, before);
  };
  for (const name of wished.keys()) visit(name, []);
  return order;
}
