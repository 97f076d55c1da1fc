import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RecordSystemAdapter } from '#recording';
import { anAttempt, anOrder, describeAdapter, nextVersion, type StandIn } from '#recording/testing';
import { keepDevelopmentCertificates } from '#security';
import { adapterFor, startKantaBench, type KantaBench } from '../testing/kanta-bench.js';

describeAdapter('Kanta', startKantaBench, {
  leftOut: {
    credentials:
      'it has no credentials that expire: the certificates of TLS and of the signature tell who we are',
  },
});

describe('the Kanta adapter', () => {
  let bench: KantaBench;
  let adapter: RecordSystemAdapter;
  let standIn: StandIn;
  /** Certificates of another authority. */
  let foreignDir: string;

  beforeAll(async () => {
    bench = await startKantaBench();
    ({ adapter, standIn } = bench);
    foreignDir = await mkdtemp(path.join(tmpdir(), 'kuittaus-foreign-'));
    await keepDevelopmentCertificates(foreignDir, 'foreign');
  });

  afterEach(() => standIn.clearFaults());

  afterAll(async () => {
    await bench.stop();
    await rm(foreignDir, { recursive: true, force: true });
  });

  const foreign = (name: string): string => readFileSync(path.join(foreignDir, `foreign-${name}`), 'utf8');

  async function written() {
    const order = anOrder();
    const outcome = await adapter.write(order, anAttempt());
    if (outcome.kind !== 'recorded') throw new Error(`The record was not written: ${outcome.code}`);
    return { order, previous: outcome.receipt };
  }

  it('records nothing without a certificate that the archive knows', async () => {
    const tls = {
      key: foreign('client-key'),
      certificate: foreign('client-certificate'),
      serverAuthority: bench.sandbox.secret('kanta-certificate-authority'),
    };
    const stranger = adapterFor(bench.sandbox, { tls });
    const order = anOrder();
    expect(await stranger.write(order, anAttempt())).not.toMatchObject({ kind: 'recorded' });
    expect(await stranger.lookUp(order, anAttempt())).toMatchObject({ kind: 'not-now' });
    expect(await standIn.rowsOf(order.seriesKey)).toEqual([]);
  });

  it('sends nothing to a server whose certificate it does not trust', async () => {
    const tls = {
      key: bench.sandbox.secret('kanta-client-key'),
      certificate: bench.sandbox.secret('kanta-client-certificate'),
      serverAuthority: foreign('certificate-authority'),
    };
    expect(await adapterFor(bench.sandbox, { tls }).write(anOrder(), anAttempt())).toEqual({
      kind: 'not-now',
      sent: false,
      code: 'not-sent-tls',
    });
  });

  it('has its documents refused when another authority vouches for the signature', async () => {
    const signing = {
      key: foreign('signing-key'),
      certificate: foreign('signing-certificate'),
    };
    expect(await adapterFor(bench.sandbox, { signing }).write(anOrder(), anAttempt())).toEqual({
      kind: 'rejected',
      reason: 'rejected-by-system',
      code: 'ack-ae-4y00104',
    });
  });

  it('reads back as equal what another key has signed', async () => {
    const { order } = await written();
    const signing = {
      key: foreign('signing-key'),
      certificate: foreign('signing-certificate'),
    };
    const renewed = adapterFor(bench.sandbox, { signing });
    expect(await renewed.lookUp(order, anAttempt())).toMatchObject({ kind: 'found', matches: true });
  });

  it('obeys the time that the archive asks for', async () => {
    await standIn.fault({ mode: 'status', value: 503, count: 1 });
    expect(await adapter.write(anOrder(), anAttempt())).toEqual({
      kind: 'not-now',
      code: 'soap-503-server',
      sent: true,
      retryAfterMs: 1_000,
    });
  });

  it('says by code why a document was refused', async () => {
    await standIn.fault({ mode: 'unknown-client', count: 1 });
    expect(await adapter.write(anOrder(), anAttempt())).toMatchObject({ code: 'ack-ae-4y00105' });
    await standIn.fault({ mode: 'no-rights', count: 1 });
    expect(await adapter.write(anOrder(), anAttempt())).toMatchObject({ code: 'ack-ae-5y00009' });
  });

  it('does not know what a version out of order means, until it has looked', async () => {
    const { order, previous } = await written();
    const stale = nextVersion(order, { operation: 'replace', previous: { ...previous, targetVersion: '7' } });
    expect(await adapter.write(stale, anAttempt())).toEqual({ kind: 'unknown', code: 'ack-ae-4y00102' });
  });

  it('replaces no document that was nullified', async () => {
    const { order, previous } = await written();
    const nullify = nextVersion(order, { operation: 'nullify', previous });
    const outcome = await adapter.write(nullify, anAttempt());
    if (outcome.kind !== 'recorded') throw new Error('It was not nullified');
    const replace = nextVersion(order, { operation: 'replace', previous: outcome.receipt });
    expect(await adapter.write(replace, anAttempt())).toMatchObject({
      kind: 'rejected',
      code: 'ack-ae-4y00107',
    });
  });

  it('finds what it wrote after the archive has started anew', async () => {
    const { order } = await written();
    await bench.sandbox.restart();
    expect(await adapter.lookUp(order, anAttempt())).toMatchObject({ kind: 'found', matches: true });
    expect(await standIn.rowsOf(order.seriesKey)).toHaveLength(1);
  });

  it('records one of many copies, and knows the others for copies', async () => {
    const order = anOrder();
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => adapter.write(order, anAttempt())));
    const kinds = outcomes.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'recorded')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'already-recorded')).toHaveLength(7);
    expect(await standIn.rowsOf(order.seriesKey)).toHaveLength(1);
  });

  it('has sent nothing when nobody is there, or nobody shakes hands', async () => {
    const away = adapterFor(bench.sandbox, { address: 'https://127.0.0.1:9/kanta' });
    expect(await away.write(anOrder(), anAttempt())).toMatchObject({ kind: 'not-now', sent: false });
    await standIn.fault({ mode: 'down' });
    const fresh = adapterFor(bench.sandbox);
    expect(await fresh.write(anOrder(), anAttempt())).toMatchObject({ kind: 'not-now', sent: false });
    expect(await fresh.lookUp(anOrder(), anAttempt())).toMatchObject({ kind: 'not-now' });
  });
});
