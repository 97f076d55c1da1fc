import { INNER } from '../testing/inner-ports.js';
import { addressesOf } from './addresses.js';
import { RECORD_SYSTEMS } from './record-systems.js';
import { describeStandalone } from './standalone-file.js';

const TOKENS = {
  teamApp: 'token-a',
  developer: 'token-b',
  participant: 'token-c',
  deputy: 'token-d',
  sysadmin: 'token-e',
  auditor: 'token-f',
};

describe('standalone.json', () => {
  it('has exactly the fields of the contract', () => {
    const addresses = addressesOf({ host: '127.0.0.1', gatewayPort: 3000, inner: INNER });

    expect(describeStandalone(addresses, TOKENS, 'whsec_c2VjcmV0')).toEqual({
      gateway: 'http://127.0.0.1:3000',
      console: 'http://127.0.0.1:3000/console',
      sender: { name: 'sample', secret: 'whsec_c2VjcmV0' },
      tokens: TOKENS,
      tokenUrl: 'http://127.0.0.1:41003/token',
      teamApp: { baseUrl: 'http://127.0.0.1:41002', journal: 'http://127.0.0.1:41002/_journal' },
      systems: expect.objectContaining({
        lifecare: {
          baseUrl: 'http://127.0.0.1:41001',
          journal: 'http://127.0.0.1:41001/_journal',
          faults: 'http://127.0.0.1:41001/_faults',
        },
      }),
    });
  });

  it('lists every record system that has a service here', () => {
    const addresses = addressesOf({ host: '127.0.0.1', gatewayPort: 3000, inner: INNER });

    expect(Object.keys(describeStandalone(addresses, TOKENS, 'whsec_c2VjcmV0').systems)).toEqual(
      RECORD_SYSTEMS.map(({ system }) => system),
    );
  });

  it.each([
    ['0.0.0.0', 'http://127.0.0.1:3000'],
    ['::', 'http://127.0.0.1:3000'],
    ['::1', 'http://[::1]:3000'],
    ['192.0.2.7', 'http://192.0.2.7:3000'],
  ])('names an address that can be called when the gateway listens on %s', (host, gateway) => {
    expect(addressesOf({ host, gatewayPort: 3000, inner: INNER }).gateway).toBe(gateway);
  });
});
