import { FinnishSSN } from 'finnish-ssn';
import { type JsonObject, textAt } from '../json.js';
import { Refusal } from './refusal.js';

const PERSONAL_IDENTITY_CODE = '1.2.246.21';
const ARTIFICIAL = /^[0-9]{6}[-+A-Y]9[0-9]{2}.$/;

/**
 * Every artificial identity code (individual number 900-999) and every temporary id is known.
 * @throws Refusal for a wrong code, and for one of the real range
 */
export function refuseUnknownClient(client: JsonObject | undefined): void {
  if (textAt(client, 'system') !== PERSONAL_IDENTITY_CODE) return;
  const value = textAt(client, 'value') ?? '';
  if (!FinnishSSN.validate(value)) {
    throw new Refusal(422, 'invalid', {
      errors: [{ place: 'body', at: '/client/value', rule: 'identity-code' }],
    });
  }
  if (!ARTIFICIAL.test(value)) throw new Refusal(422, 'unknown-client');
}

/** Another client than this one, for the fault `wrong-client`. */
export function anotherClient(client: JsonObject | undefined): JsonObject {
  const [value] = ['010516B903X', '020594X903P'].filter((code) => code !== textAt(client, 'value'));
  return { system: PERSONAL_IDENTITY_CODE, value };
}
