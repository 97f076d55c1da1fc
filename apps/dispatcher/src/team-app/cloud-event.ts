import type { ClaimedEvent } from '#ledger';

/** CloudEvents 1.0: where the events of this installation come from. */
const SOURCE = '/kuittaus';

/** @returns the event in structured mode (CloudEvents JSON format 1.0): the same bytes at every attempt */
export function cloudEventBytes({ id, team, decisionId, type, data, createdAt }: ClaimedEvent): Buffer {
  return Buffer.from(
    JSON.stringify({
      specversion: '1.0',
      id,
      source: SOURCE,
      type,
      time: createdAt.toISOString(),
      subject: `${team}/${decisionId}`,
      datacontenttype: 'application/json',
      data,
    }),
    'utf8',
  );
}
