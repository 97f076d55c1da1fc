import type { AdapterBench } from '../adapter-bench.js';
import type { PlantedBug } from './planted-bugs.js';
import { ReferenceAdapter } from './reference-adapter.js';
import { ReferenceStandIn } from './reference-stand-in.js';

/** The reference adapter before a stand-in of its own. */
export async function startReferenceBench(bug?: PlantedBug): Promise<AdapterBench> {
  const standIn = new ReferenceStandIn();
  const address = await standIn.start();
  const adapterAt = (at: string): ReferenceAdapter => new ReferenceAdapter(at, bug);
  return {
    adapter: adapterAt(address),
    standIn,
    records: ['recommendation', 'plan'],
    wire: {
      transport: 'http',
      format: 'json',
      address,
      adapterAt,
      storedTwice(answer) {
        const { items } = JSON.parse(answer) as { items: unknown[] };
        return JSON.stringify({ items: [...items, ...items] });
      },
      refusalWith: (told) => ({
        status: 422,
        headers: { 'content-type': 'application/json' },
        body: Buffer.from(JSON.stringify({ code: told, title: told })),
      }),
    },
    stop: () => standIn.stop(),
  };
}
