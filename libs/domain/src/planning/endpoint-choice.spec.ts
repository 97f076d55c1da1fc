import type { Organisation } from '../decision.js';
import { DEFAULT_CONTENT_POLICIES } from '../practice/content-policy.js';
import type { RecordingEndpoint, ServedOrganisation } from '../practice/recording-endpoint.js';
import { NoEndpoint, chooseEndpoint } from './endpoint-choice.js';

const anEndpoint = (id: string, ...organisations: ServedOrganisation[]): RecordingEndpoint => ({
  id,
  system: 'pegasos',
  organisations,
  content: DEFAULT_CONTENT_POLICIES.pegasos,
});

const endpoints = [
  anEndpoint('by-name', { name: 'Pohjoinen hyvinvointialue' }),
  anEndpoint('by-business-id', { name: 'Eteläinen', businessId: '1234567-1' }),
  anEndpoint('by-oid', { oid: '1.2.3' }, { oid: '1.2.4' }),
  anEndpoint('default', { name: 'Oma kunta' }),
];

const choice = (organisation: Organisation): string =>
  chooseEndpoint('pegasos', organisation, {
    practice: { defaultEndpoints: { pegasos: 'default' } },
    endpoints,
  }).id;

describe('the endpoint of a record', () => {
  it.each<[Organisation, string]>([
    [{ name: 'Pohjoinen hyvinvointialue' }, 'by-name'],
    [{ name: '  POHJOINEN   hyvinvointialue ' }, 'by-name'],
    [{ name: 'Muu nimi', businessId: '1234567-1' }, 'by-business-id'],
    [{ name: 'Eteläinen' }, 'by-business-id'],
    [{ name: 'Pohjoinen hyvinvointialue', oid: '1.2.4' }, 'by-oid'],
    [{ name: 'Pohjoinen hyvinvointialue', businessId: '1234567-1' }, 'by-business-id'],
    [{ name: 'Pohjoinen hyvinvointialue', oid: '1.2.9' }, 'by-name'],
    [{ name: 'Tuntematon', oid: '1.2' }, 'default'],
  ])('%j goes to %s: the surest identifier first, else the team’s default', (organisation, id) => {
    expect(choice(organisation)).toBe(id);
  });

  it('only endpoints of the system count', () => {
    const setting = { practice: { defaultEndpoints: { typ: 'default' } }, endpoints };
    expect(() => chooseEndpoint('typ', { name: 'Oma kunta' }, setting)).toThrow(NoEndpoint);
  });
});
