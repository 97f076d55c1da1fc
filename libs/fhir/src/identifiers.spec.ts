import {
  bundleUrl,
  businessIdOid,
  isResourceId,
  organizationIdentifier,
  patientReference,
} from './identifiers.js';
import { token } from './identifiers.js';

describe('identifiers of the Finnish base profiles', () => {
  it('makes an OID of a business id without its hyphen and leading zero', () => {
    expect(businessIdOid('0204819-8')).toBe('1.2.246.10.2048198');
    expect(businessIdOid('3221323-8')).toBe('1.2.246.10.32213238');
  });

  it('names an organisation by a URI, as Kanta does', () => {
    expect(organizationIdentifier('1.2.246.10.2048198')).toEqual({
      system: 'urn:ietf:rfc:3986',
      value: 'urn:oid:1.2.246.10.2048198',
    });
  });

  it('refers to a patient by identifier, keeping the century sign', () => {
    expect(patientReference('1.2.246.21', '010594Y9032')).toEqual({
      type: 'Patient',
      identifier: { system: 'urn:oid:1.2.246.21', value: '010594Y9032' },
    });
  });
});

describe('names inside a bundle', () => {
  it('are the same for the same thing, and others for another', () => {
    expect(bundleUrl('a/record')).toBe(bundleUrl('a/record'));
    expect(bundleUrl('a/record')).not.toBe(bundleUrl('a/provenance'));
    expect(bundleUrl('a/record')).toMatch(
      /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });
});

describe('a search token', () => {
  it('escapes what would part a token', () => {
    expect(token({ system: 'urn:s', value: 'a|b,c$d\\e' })).toBe('urn:s|a\\|b\\,c\\$d\\\\e');
  });
});

describe('a resource id', () => {
  it.each(['1', 'A-1.b', 'x'.repeat(64)])('may be %j', (id) => {
    expect(isResourceId(id)).toBe(true);
  });

  it.each([undefined, '', '.', '..', 'a/b', 'a?b', 'ä', 'x'.repeat(65)])(
    'may not be %j, which could lead a URL astray',
    (id) => {
      expect(isResourceId(id)).toBe(false);
    },
  );
});
