import { generateKeyPairSync } from 'node:crypto';
import { documentReference, pair } from '../../testing/bundles.js';
import { LifecareStand, issueCodes } from '../../testing/start-lifecare.js';

const JSON_TYPE = { 'Content-Type': 'application/fhir+json' };

describe('access to the Lifecare stand-in', () => {
  let stand: LifecareStand;
  beforeAll(async () => {
    stand = await LifecareStand.start();
  });
  afterAll(() => stand.stop());

  it('gives a token for a right assertion', async () => {
    const answer = await stand.askForToken({ client_assertion: await stand.assertion() });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      access_token: expect.stringMatching(/^[\w-]{43}$/),
      token_type: 'bearer',
      expires_in: 300,
      scope: 'system/*.cruds',
    });
  });

  it('names its token endpoint, and says that it is a stand-in', async () => {
    const configuration = await stand.call('/fhir/.well-known/smart-configuration');
    expect(configuration.body).toMatchObject({ token_endpoint: `${stand.address}/auth/token` });
    const metadata = await stand.call('/fhir/metadata');
    expect(metadata.body).toMatchObject({ resourceType: 'CapabilityStatement', fhirVersion: '4.0.1' });
    expect(metadata.text).toMatch(/stand-in/);
  });

  it('takes an assertion once', async () => {
    const assertion = await stand.assertion();
    const both = await Promise.all([1, 2].map(() => stand.askForToken({ client_assertion: assertion })));
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 401]);
    expect((await stand.askForToken({ client_assertion: assertion })).body).toEqual({
      error: 'invalid_client',
    });
  });

  const now = Math.floor(Date.now() / 1000);
  const stranger = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey;
  it.each([
    ['of another issuer', { claims: { iss: 'somebody' } }],
    ['of another subject', { claims: { sub: 'somebody' } }],
    ['for another audience', { claims: { aud: 'http://127.0.0.1/auth/token' } }],
    ['that has ended', { claims: { exp: now - 60 } }],
    ['that lasts longer than five minutes', { claims: { exp: now + 400 } }],
    ['without end', { claims: { exp: undefined } }],
    ['without jti', { claims: { jti: undefined } }],
    ['without kid', { header: { kid: '' } }],
    ['of another type', { header: { typ: 'at+jwt' } }],
    ['signed by another key', { key: stranger }],
  ])('refuses an assertion %s', async (_title, parts) => {
    const answer = await stand.askForToken({ client_assertion: await stand.assertion(parts) });
    expect([answer.status, answer.body]).toEqual([401, { error: 'invalid_client' }]);
  });

  it('refuses an assertion by another algorithm', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const assertion = await stand.assertion({ header: { alg: 'ES256' }, key: privateKey });
    expect((await stand.askForToken({ client_assertion: assertion })).status).toBe(401);
    expect((await stand.askForToken({ client_assertion: 'no.jwt.at-all' })).status).toBe(401);
  });

  it.each([
    [{ grant_type: 'password' }, 'unsupported_grant_type'],
    [{ scope: 'system/*.rs' }, 'invalid_scope'],
    [{ client_assertion_type: 'saml' }, 'invalid_request'],
    [{}, 'invalid_request'],
  ])('refuses the token request %j', async (form, error) => {
    const answer = await stand.askForToken(form);
    expect([answer.status, answer.body]).toEqual([400, { error }]);
  });

  it('refuses a token request that is no form', async () => {
    const answer = await stand.call('/auth/token', { method: 'POST', headers: JSON_TYPE, body: '{}' });
    expect(answer.status).toBe(415);
  });

  it.each(['', 'Bearer ', 'Bearer unknown', 'Basic a3VpdHRhdXM6'])(
    'answers 401 without body to the authorisation %j',
    async (authorization) => {
      const answer = await stand.fhir('/DocumentReference/x', { headers: { Authorization: authorization } });
      expect([answer.status, answer.text]).toEqual([401, '']);
    },
  );

  it('answers 401 without body when the token has ended', async () => {
    const shortLived = await LifecareStand.start({ tokenLifetimeMs: 0 });
    try {
      const answer = await shortLived.transaction(pair(documentReference('k-1')));
      expect([answer.status, answer.text]).toEqual([401, '']);
    } finally {
      await shortLived.stop();
    }
  });

  it('answers the request id as correlation id, also when it refuses', async () => {
    const headers = { 'X-Request-Id': 'attempt-17' };
    const answers = [
      await stand.fhir('/Consent/x', { headers }),
      await stand.fhir('/Consent/x', { headers: { ...headers, Authorization: '' } }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 401]);
    for (const answer of answers) expect(answer.headers.get('x-correlation-id')).toBe('attempt-17');
  });

  it.each(['', 'two words', 'x'.repeat(65)])('refuses the request id %j', async (id) => {
    const answer = await stand.fhir('/Consent/x', { headers: { 'X-Request-Id': id } });
    expect([answer.status, issueCodes(answer)]).toEqual([400, ['request-id']]);
  });

  it.each([
    'application/json',
    'application/fhir+json; charset=iso-8859-1',
    'text/plain',
    'application/fhir+xml',
  ])('refuses a transaction of the content type %s', async (type) => {
    const body = JSON.stringify(pair(documentReference('k-1')));
    const answer = await stand.fhir('', { method: 'POST', headers: { 'Content-Type': type }, body });
    expect([answer.status, issueCodes(answer)]).toEqual([415, ['body-media-type']]);
  });

  it.each(['application/fhir+json', 'application/fhir+json;charset=UTF-8'])(
    'takes a transaction of the content type %s',
    async (type) => {
      const body = JSON.stringify(pair(documentReference(`k-${type}`)));
      const answer = await stand.fhir('', { method: 'POST', headers: { 'Content-Type': type }, body });
      expect(answer.status).toBe(200);
    },
  );

  it.each(['', '{', '[1,', '"\u0001"'])(
    'answers 400 without body to the malformed message %j',
    async (body) => {
      const answer = await stand.fhir('', { method: 'POST', headers: JSON_TYPE, body });
      expect([answer.status, answer.text]).toEqual([400, '']);
    },
  );

  it('refuses a body over 4 MiB', async () => {
    const body = JSON.stringify({ filler: 'x'.repeat(4 * 1024 * 1024) });
    const answer = await stand.fhir('', { method: 'POST', headers: JSON_TYPE, body });
    expect([answer.status, issueCodes(answer)]).toEqual([413, ['body-size']]);
  });

  it.each([
    '/DocumentReference?subject.identifier=urn:oid:1.2.246.21|010594Y9032',
    '/DocumentReference/x?_format=json',
    '/Patient',
  ])('refuses the address %s', async (path) => {
    const answer = await stand.fhir(path);
    expect([answer.status, issueCodes(answer)]).toEqual([400, ['query']]);
  });

  it('is up', async () => {
    expect((await stand.call('/_health')).body).toEqual({ status: 'up' });
  });
});
