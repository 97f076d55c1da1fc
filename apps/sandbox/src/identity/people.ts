/** Somebody who can sign in at the development identity provider. Nobody real. */
export interface DevelopmentPerson {
  /** The `sub` of their tokens; POST /token gives the first of each role the same. */
  readonly subject: string;
  readonly name: string;
  readonly role: 'participant' | 'deputy' | 'sysadmin' | 'auditor' | 'developer';
  /** Of the role, for who chooses. */
  readonly roleName: string;
  readonly participant?: string;
  readonly organisation?: string;
}

/** One of each role, and a second administrator for what one alone must not do. */
export const DEVELOPMENT_PEOPLE: readonly DevelopmentPerson[] = [
  {
    subject: 'kela@tiimi.example',
    name: 'Kerttu Kelalainen',
    role: 'participant',
    roleName: 'osallistuja, Kela',
    participant: 'kela@tiimi.example',
    organisation: 'Kela',
  },
  {
    subject: 'deputy',
    name: 'Sirpa Sijainen',
    role: 'deputy',
    roleName: 'sijainen, Varsinais-Suomen hyvinvointialue',
    organisation: 'Varsinais-Suomen hyvinvointialue',
  },
  { subject: 'sysadmin', name: 'Paula Pääkäyttäjä', role: 'sysadmin', roleName: 'pääkäyttäjä' },
  { subject: 'sysadmin-2', name: 'Toivo Toinen', role: 'sysadmin', roleName: 'pääkäyttäjä, toinen henkilö' },
  { subject: 'auditor', name: 'Taina Tarkastaja', role: 'auditor', roleName: 'tarkastaja' },
  { subject: 'developer', name: 'Kimmo Kehittäjä', role: 'developer', roleName: 'kehittäjä' },
];

/** @returns what tokens say of somebody, beside their name; they stand for all teams */
export const claimsOf = ({ role, participant, organisation }: DevelopmentPerson) => ({
  roles: [role],
  teams: ['*'],
  ...(participant === undefined ? {} : { participant }),
  ...(organisation === undefined ? {} : { organisation }),
});
