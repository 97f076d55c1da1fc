import type { FastifyInstance } from 'fastify';
import { parseJson } from '../json.js';
import { Problem, bytesOf, takeAnyBody } from './own-side.js';
import { type Faults, faultOrder } from './faults.js';
import type { Journal } from './journal-row.js';

/** The stand-in's own side: its journal, and the faults it is told to have. */
export function ownRoutes(app: FastifyInstance, { store, faults }: { store: Journal; faults: Faults }): void {
  takeAnyBody(app);
  app.get('/_journal', () => store.journal());
  app.get('/_faults', () => ({ faults: faults.list() }));
  app.delete('/_faults', () => {
    faults.clear();
    return { faults: [] };
  });
  app.post('/_faults', (request) => {
    const order = faultOrder.safeParse(parseJson(bytesOf(request.body)));
    if (!order.success) throw new Problem(400, 'unknown-fault', 'No such fault, or not with this value');
    faults.order(order.data);
    return { faults: faults.list() };
  });
}
