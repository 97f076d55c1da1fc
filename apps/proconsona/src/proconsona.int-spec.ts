import { loadEndpoints } from '#configuration';
import { anAttempt, anOrder, describeAdapter } from '#recording/testing';
import { adapterFor, startProconsonaBench, type ProconsonaBench } from '../testing/proconsona-bench.js';
import { proconsonaFactory } from './proconsona.factory.js';

describeAdapter('Pro Consona', startProconsonaBench, {
  leftOut: { credentials: 'it has no credentials that expire: who we are, the signature and TLS tell' },
});

describe('the Pro Consona adapter', () => {
  let bench: ProconsonaBench;

  beforeAll(async () => {
    bench = await startProconsonaBench();
  });

  afterAll(() => bench.stop());

  const tls = (client: 'client' | 'signing') => ({
    key: bench.sandbox.secret(`proconsona-${client}-key`),
    certificate: bench.sandbox.secret(`proconsona-${client}-certificate`),
    serverAuthority: bench.sandbox.secret('proconsona-certificate-authority'),
  });
  const secureAddress = () => `${bench.sandbox.addresses.proconsona.replace('http:', 'https:')}/proconsona`;

  it('records by mutual TLS where it is told to', async () => {
    const adapter = adapterFor(bench.sandbox, { address: secureAddress(), tls: tls('client') });
    const order = anOrder('case-note');
    expect(await adapter.write(order, anAttempt())).toMatchObject({ kind: 'recorded', code: 'ack-aa' });
    expect(await adapter.lookUp(order, anAttempt())).toMatchObject({ kind: 'found', matches: true });
  });

  it('is made of its configuration file, and records', async () => {
    const address = `${bench.sandbox.addresses.proconsona}/proconsona`;
    const endpoint = loadEndpoints('config', { PROCONSONA_URL: address }).find(
      ({ system }) => system === 'proconsona',
    );
    if (endpoint === undefined) throw new RangeError('There is no such endpoint');
    const adapter = proconsonaFactory({ ...endpoint, address }, (name) => bench.sandbox.secret(name));
    const order = anOrder('case-note');
    expect(await adapter.write(order, anAttempt())).toMatchObject({ kind: 'recorded' });
    expect(await adapter.lookUp(order, anAttempt())).toMatchObject({ kind: 'found', matches: true });
  });

  it('sends nothing to a server that nobody it trusts vouches for', async () => {
    const adapter = adapterFor(bench.sandbox, { address: secureAddress() });
    const order = anOrder('case-note');
    expect(await adapter.write(order, anAttempt())).toMatchObject({ kind: 'not-now', sent: false });
    expect(await bench.standIn.rowsOf(order.seriesKey)).toEqual([]);
  });

  it('finds after a restart of the system what it had recorded', async () => {
    const order = anOrder('plan');
    await bench.adapter.write(order, anAttempt());
    await bench.sandbox.restart();
    expect(await bench.adapter.lookUp(order, anAttempt())).toMatchObject({ kind: 'found', matches: true });
    expect(await bench.adapter.write(order, anAttempt())).toMatchObject({
      kind: 'already-recorded',
      code: 'ack-ae-4y00101',
    });
  });
});
