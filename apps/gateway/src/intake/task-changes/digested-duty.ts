import { clientIdentifier, contentBytes } from '#domain';
import type { Client, Duty } from '#domain';
import type { PlanningSetting } from './planning-setting.js';

/** A duty that can be compared with what is recorded. */
export type DigestedDuty = Duty & { readonly contentDigest: string };

/** Equal digests are equal contents of the same client; keyed, so that they tell nothing else. */
export function digested(
  duties: readonly Duty[],
  client: Client,
  { index }: Pick<PlanningSetting, 'index'>,
): DigestedDuty[] {
  const identifier = clientIdentifier(client);
  return duties.map((duty) => ({
    ...duty,
    contentDigest: index.of('record-content', contentBytes(duty.content, identifier)).toString('hex'),
  }));
}
