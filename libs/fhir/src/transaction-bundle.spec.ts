import type { DocumentReference } from './r4.js';
import { conditionalCreate, versionedUpdate } from './transaction-bundle.js';

const document: DocumentReference = {
  resourceType: 'DocumentReference',
  identifier: [],
  status: 'current',
  docStatus: 'final',
  type: {},
  subject: {},
  date: '2026-03-02T10:00:00Z',
  author: [],
  custodian: {},
  content: [{ attachment: { contentType: 'text/plain', data: '', size: 0, hash: '', title: 'x' } }],
};

describe('entries of a transaction', () => {
  it('create only where no record has the key', () => {
    const key = { system: 'urn:kuittaus:series', value: 'a b&c' };
    expect(conditionalCreate(document, 'urn:uuid:1', key).request).toEqual({
      method: 'POST',
      url: 'DocumentReference',
      ifNoneExist: 'identifier=urn:kuittaus:series|a%20b%26c',
    });
  });

  it('update exactly one version', () => {
    expect(versionedUpdate({ ...document, id: '17' }, 'urn:uuid:1', '4').request).toEqual({
      method: 'PUT',
      url: 'DocumentReference/17',
      ifMatch: 'W/"4"',
    });
  });
});
