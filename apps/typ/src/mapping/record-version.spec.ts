import { anOrder, nextVersion } from '#recording/testing';
import { UnusablePreviousVersion } from '../typ.errors.js';
import { toCancellation, toRecordVersion } from './record-version.js';

const previous = { targetId: 'r-1', targetVersion: '41' };

describe('a record of TYP', () => {
  it('is the same bytes on every attempt', () => {
    const order = anOrder('plan');
    expect(JSON.stringify(toRecordVersion(order))).toBe(JSON.stringify(toRecordVersion({ ...order })));
  });

  it('counts on from the version it replaces', () => {
    const order = anOrder('plan');
    expect(toRecordVersion(order).version).toBe(1);
    expect(toRecordVersion(nextVersion(order, { operation: 'replace', previous })).version).toBe(42);
    expect(toCancellation(nextVersion(order, { operation: 'nullify', previous })).version).toBe(42);
  });

  it.each([undefined, { targetId: 'r-1', targetVersion: 'x' }, { targetId: 'r-1', targetVersion: '0' }])(
    'cannot replace %j',
    (wrong) => {
      const { previous: _, ...order } = anOrder('plan', { operation: 'replace' });
      const replace = wrong === undefined ? order : { ...order, previous: wrong };
      expect(() => toRecordVersion(replace)).toThrow(UnusablePreviousVersion);
    },
  );

  it('tells of a person who it is, and nothing more', () => {
    const recorder = {
      id: 'laakari',
      role: 'physician',
      name: 'Liisa Lääkäri',
      organisation: { name: 'Terveyskeskus', oid: '1.2.246.10.1', businessId: '0204819-8' },
      professionalId: { system: '1.2.246.537.26', value: '1' },
      email: 'liisa@tiimi.example',
      phone: '+358 40 000 0000',
      rights: ['typ'],
      functions: ['chair'],
    } as const;
    expect(toRecordVersion(anOrder('plan', { recorder })).recorder).toEqual({
      name: 'Liisa Lääkäri',
      role: 'physician',
      organisation: { name: 'Terveyskeskus', oid: '1.2.246.10.1', businessId: '0204819-8' },
      professionalId: { system: '1.2.246.537.26', value: '1' },
    });
  });

  it('has neither the name nor the municipality of the client', () => {
    const client = { givenName: 'Etu', familyName: 'Suku', typClient: true, homeMunicipality: '853' };
    const body = toRecordVersion(anOrder('plan', { client }));
    expect(body.client).toEqual({ system: '1.2.246.21', value: '010594Y9032' });
    expect(JSON.stringify(body)).not.toMatch(/Etu|Suku|853/);
  });
});
