import { aDecision } from '../../e2e/decisions.js';
import { anEvent } from '../../e2e/house/gateway-client.js';
import type { ChaosSystem } from '../system/chaos-system.js';
import type { Violation } from './violation.js';

const UNKNOWN_SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const PATHS = ['/v1/decisions/kaarina/CHAOS-0', '/v1/systems', '/v1/recording-tasks'];

/** I12: without a right signature or a token nobody is let in, whatever else is going on. */
export async function checkDoors(system: ChaosSystem): Promise<Violation[]> {
  const violations: Violation[] = [];
  for (const gateway of system.gateways) {
    const forged = anEvent({ ...aDecision(33_000), decisionId: 'CHAOS-forged' });
    const statuses = [
      await statusOf(gateway.send(forged, { secret: UNKNOWN_SECRET })),
      await statusOf(gateway.send(forged, { headers: { 'webhook-signature': '' } })),
      ...(await Promise.all(PATHS.map((path) => statusOf(gateway.get(path))))),
      await statusOf(gateway.get('/v1/systems', undefined, { authorization: 'Bearer none' })),
    ];
    const open = statuses.filter((status) => status !== undefined && status < 400);
    if (open.length > 0) {
      violations.push({
        invariant: 'I12',
        rule: 'door-open',
        told: `a gateway let ${String(open.length)} calls in without right`,
      });
    }
  }
  return violations;
}

/** @returns undefined when nobody answered */
async function statusOf(answer: Promise<{ readonly status: number }>): Promise<number | undefined> {
  return answer.then(
    ({ status }) => status,
    () => undefined,
  );
}
