import { bundleUrl, conditionalCreate, plainCreate, transactionBundle, versionedUpdate } from '#fhir';
import type { RecordResource, TransactionBundle } from '#fhir';
import type { Organisation } from '#domain';
import type { RecordingOrder } from '#recording';
import { MissingPreviousVersion } from '../lifecare.errors.js';
import { toCarePlan } from './care-plan.js';
import { toConsent } from './consent.js';
import { toDocumentReference } from './document-reference.js';
import { toProvenance } from './provenance.js';
import { archiveIdentifier, seriesKey } from './record-keys.js';

/** What the endpoint's configuration adds to an order. */
export interface MappingSetup {
  readonly registerHolder?: Organisation;
  /** The system archives to Kanta what the client is to see. */
  readonly archivesToKanta?: boolean;
}

/**
 * The record as a resource, without what only a write has (the id of an update, the Provenance): the same
 * on every attempt, and what a read-back is compared with.
 */
export function mapRecord(order: RecordingOrder, setup: MappingSetup): RecordResource {
  const { content } = order;
  if (content.record === 'consent') return toConsent(order, content, setup.registerHolder);
  const record =
    content.record === 'plan' ? toCarePlan(order, content) : toDocumentReference(order, setup.registerHolder);
  if (setup.archivesToKanta !== true || !order.visibleToClient) return record;
  return { ...record, identifier: [...record.identifier, archiveIdentifier(order)] };
}

/**
 * The transaction that writes the record with its Provenance.
 * @throws MissingPreviousVersion when a replace or nullify does not say what it replaces
 */
export function mapOrder(order: RecordingOrder, setup: MappingSetup, now: Date): TransactionBundle {
  const record = mapRecord(order, setup);
  const recordUrl = bundleUrl(`${order.versionKey}/record`);
  const provenanceUrl = bundleUrl(`${order.versionKey}/provenance`);
  const provenance = (target: string) =>
    plainCreate(toProvenance(order, target, setup.registerHolder, now), provenanceUrl);
  if (order.operation === 'create') {
    return transactionBundle([conditionalCreate(record, recordUrl, seriesKey(order)), provenance(recordUrl)]);
  }
  const { targetId, targetVersion } = previousOf(order);
  return transactionBundle([
    versionedUpdate({ ...record, id: targetId }, recordUrl, targetVersion),
    provenance(`${record.resourceType}/${targetId}`),
  ]);
}

function previousOf(order: RecordingOrder): NonNullable<RecordingOrder['previous']> {
  if (order.previous === undefined) throw new MissingPreviousVersion(order.taskId);
  return order.previous;
}
