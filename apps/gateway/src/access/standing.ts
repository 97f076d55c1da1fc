import { plainOrganisationName } from '#domain';
import type { ActingPerson, TaskAccess } from '#ledger';
import type { BlindIndex, Principal } from '#security';

/** What a caller is to one task. */
export type Standing = 'recorder' | 'handed-to' | 'deputy' | 'sysadmin' | 'auditor';

/** A caller by keyed digests, as the ledger knows people. */
export interface CallerDigests {
  /** Of a participant's address. */
  readonly address?: Buffer;
  /** Of a deputy's organisation. */
  readonly organisation?: Buffer;
}

/** Each claim counts only with the role that it belongs to. */
export function callerDigests(
  { roles, participant, organisation }: Principal,
  index: BlindIndex,
): CallerDigests {
  return {
    ...(roles.has('participant') &&
      participant !== undefined && { address: index.of('participant-address', participant) }),
    ...(roles.has('deputy') &&
      organisation !== undefined && {
        organisation: index.of('organisation', plainOrganisationName(organisation)),
      }),
  };
}

/** @returns all that the caller is to the task, closest first; empty for one to whom it does not exist */
export function standingsOf(
  caller: Principal,
  access: Pick<TaskAccess, 'recorderIndex' | 'recorderOrganisation' | 'handedToIndex'>,
  index: BlindIndex,
): readonly Standing[] {
  const { address, organisation } = callerDigests(caller, index);
  const standings: readonly [Standing, boolean][] = [
    ['recorder', isSame(address, access.recorderIndex)],
    ['handed-to', isSame(address, access.handedToIndex)],
    ['deputy', isSame(organisation, access.recorderOrganisation)],
    ['sysadmin', caller.roles.has('sysadmin')],
    ['auditor', caller.roles.has('auditor')],
  ];
  return standings.filter(([, holds]) => holds).map(([standing]) => standing);
}

const isSame = (one: Buffer | undefined, other: Buffer | undefined): boolean =>
  one !== undefined && other !== undefined && one.equals(other);

/** The person behind a token, as the token names them; undefined when it does not. */
export function personOf({ participant, subject, organisation }: Principal): string | undefined {
  if (participant !== undefined) return participant;
  return subject === '' ? undefined : [subject, organisation ?? ''].join('\n');
}

/** @param by a participant's id, or the standing where the decision knows no such participant */
export function actingPerson(person: string, role: Standing, by: string, index: BlindIndex): ActingPerson {
  return { index: index.of('person', person), role, by };
}
