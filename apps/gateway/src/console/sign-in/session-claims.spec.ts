import { claimsToStore, personIn, personStored } from './session-claims.js';

const CLAIMS = {
  iss: 'https://tunnistus.example',
  aud: 'kuittaus-console',
  sub: 'p-1',
  exp: 2,
  iat: 1,
  name: ' Paula Pääkäyttäjä ',
  roles: ['sysadmin', 'auditor', 'participant', 'root'],
  teams: ['kaarina'],
  participant: 'Paula@Tiimi.Example',
  organisation: 'Kela',
};
const rolesOf = (acr: string | undefined, strong?: readonly string[]): string[] => {
  const { principal } = personIn({ ...CLAIMS, ...(acr === undefined ? {} : { acr }) }, strong);
  return [...principal.roles].toSorted();
};

test('an ID token is read as a bearer token is', () => {
  expect(personIn(CLAIMS)).toEqual({
    name: 'Paula Pääkäyttäjä',
    principal: {
      subject: 'p-1',
      roles: new Set(['participant', 'sysadmin', 'auditor']),
      teams: new Set(['kaarina']),
      participant: 'paula@tiimi.example',
      organisation: 'Kela',
    },
  });
});

test.each([
  [{ name: undefined, preferred_username: 'paula' }, 'paula'],
  [{ name: '  ' }, 'paula@tiimi.example'],
  [{ name: 7, participant: undefined }, 'p-1'],
  [{ name: 'x'.repeat(300) }, 'x'.repeat(200)],
])('the name is the best that there is: %j', (changes, name) => {
  expect(personIn({ ...CLAIMS, ...changes }).name).toBe(name);
});

test('administrators and auditors are identified strongly, where that is asked for', () => {
  expect(rolesOf(undefined)).toEqual(['auditor', 'participant', 'sysadmin']);
  expect(rolesOf('loa4', ['loa3', 'loa4'])).toEqual(['auditor', 'participant', 'sysadmin']);
  for (const acr of [undefined, 'loa2', '', 'loa3 loa4']) {
    expect(rolesOf(acr, ['loa3', 'loa4'])).toEqual(['participant']);
  }
});

test('what is stored is read back the same, whatever teams it is for', () => {
  for (const teams of [['kaarina', 'turku'], ['*'], []]) {
    const person = personIn({ ...CLAIMS, teams });
    expect(personStored(JSON.parse(JSON.stringify(claimsToStore(person))))).toEqual(person);
  }
});

test.each([undefined, null, {}, { ...claimsToStore(personIn(CLAIMS)), roles: ['root'] }])(
  'what no version of ours stored is nobody: %j',
  (stored) => {
    expect(personStored(stored)).toBeUndefined();
  },
);
