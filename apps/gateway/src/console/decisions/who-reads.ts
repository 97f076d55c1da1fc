import { actorOf } from '#ledger';
import type { BlindIndex, Principal } from '#security';
import { actingPerson, personOf } from '../../access/standing.js';
import { Problem } from '../../http/problem.js';

/**
 * Who reads, as the log has it.
 * @throws Problem when the session names nobody: no name on the log, no reading
 */
export function readerOf(caller: Principal, index: BlindIndex): string {
  const person = personOf(caller);
  if (person === undefined) throw new Problem('wrong-role');
  const standing = caller.roles.has('auditor') ? 'auditor' : 'sysadmin';
  return actorOf(actingPerson(person, standing, standing, index));
}
