import type { Decision } from '#domain';
import type { JsonObject, JsonValue } from '../json/json-value.js';
import { holdsIdentityCode } from './identity-code.js';

/**
 * Whether an anonymous consultation tells of a client after all (`contract/teams.md`, The teams): by one of
 * the parts that belong to a client, or by an identity code in any text.
 */
export function tellsOfClient(decision: Decision, data: JsonObject): boolean {
  const { client, consent, caseManager, referrer, measures, plan, visit, followUp } = decision;
  const parts = [client, consent, caseManager, referrer, plan, visit, followUp];
  return (
    parts.some((part) => part !== undefined) ||
    (measures !== undefined && measures.length > 0) ||
    textsOf(data).some(holdsIdentityCode)
  );
}

/** A decision that has passed its schema is a few levels deep: recursion is safe here. */
function textsOf(value: JsonValue): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}
