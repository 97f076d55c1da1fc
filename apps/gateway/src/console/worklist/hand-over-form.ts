import { isEmail } from '../../intake/event-dto/formats.js';
import type { FormFields } from '../frame/form.js';
import type { FieldFault } from './acknowledgement-form.js';

export interface TypedHandOver {
  /** A participant's id. */
  readonly colleague: string;
  readonly address: string;
}

export const HAND_OVER_IDS = { colleague: 'hand-over-colleague', address: 'hand-over-address' } as const;

export const typedHandOver = (form: FormFields): TypedHandOver => ({
  colleague: form.text('colleague') ?? '',
  address: (form.text('address') ?? '').trim(),
});

/** @returns to whom, as the acting routes take it, or what is wrong */
export function readHandOver({
  colleague,
  address,
}: TypedHandOver): { readonly to: string } | { readonly faults: readonly FieldFault[] } {
  const fault = (id: string, code: FieldFault['fault']) => ({ faults: [{ id, fault: code }] });
  if (colleague === '' && address === '') return fault(HAND_OVER_IDS.colleague, 'person-missing');
  if (colleague !== '' && address !== '') return fault(HAND_OVER_IDS.address, 'person-twice');
  if (address !== '' && !isEmail(address)) return fault(HAND_OVER_IDS.address, 'not-a-person');
  return { to: colleague === '' ? address : colleague };
}
