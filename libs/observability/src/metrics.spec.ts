import { createMetrics } from './metrics.js';

describe('the metrics of a process', () => {
  it('count what came in, by sender and result', async () => {
    const metrics = createMetrics({ app: 'gateway' });
    metrics.decisionReceived({ source: 'sample', result: 'accepted' });
    metrics.decisionReceived({ source: 'sample', result: 'accepted' });
    metrics.webhookRejected({ source: 'sample', reason: 'not-authentic' });
    const { text, contentType } = await metrics.exposition();
    expect(contentType).toContain('text/plain');
    expect(text).toContain(
      'kuittaus_decisions_received_total{source="sample",result="accepted",app="gateway"} 2',
    );
    expect(text).toContain(
      'kuittaus_webhook_rejected_total{source="sample",reason="not-authentic",app="gateway"} 1',
    );
  });

  it('never take a person or free text for a label', async () => {
    const metrics = createMetrics({ app: 'gateway' });
    metrics.webhookRejected({ source: 'Aino Väänänen', reason: '010594Y9032' });
    const { text } = await metrics.exposition();
    expect(text).toContain('kuittaus_webhook_rejected_total{source="other",reason="other",app="gateway"} 1');
    expect(text).not.toMatch(/Aino|010594/);
  });

  it('count the requests of adapters and how long they took', async () => {
    const metrics = createMetrics({ app: 'lifecare' });
    metrics.adapterRequested({ target: 'lifecare', operation: 'create', outcome: 'recorded' }, 0.2);
    const { text } = await metrics.exposition();
    expect(text).toMatch(
      /kuittaus_adapter_requests_total\{target="lifecare",operation="create",outcome="recorded".*\} 1/,
    );
    expect(text).toMatch(/kuittaus_adapter_request_duration_seconds_bucket\{le="0\.25".*\} 1/);
    expect(text).toMatch(/kuittaus_adapter_request_duration_seconds_bucket\{le="0\.1".*\} 0/);
  });

  it('forget the states that no task is in any more', async () => {
    const metrics = createMetrics({ app: 'dispatcher' });
    metrics.setTasks([{ system: 'typ', state: 'queued', count: 4 }]);
    metrics.setTasks([{ system: 'typ', state: 'confirmed', count: 4 }]);
    metrics.setOutboxLag(1.5);
    const { text } = await metrics.exposition();
    expect(text).toContain('kuittaus_tasks{target="typ",state="confirmed",app="dispatcher"} 4');
    expect(text).not.toContain('state="queued"');
    expect(text).toContain('kuittaus_outbox_lag_seconds{app="dispatcher"} 1.5');
  });

  it('of two processes do not mix', async () => {
    createMetrics({ app: 'gateway' }).setOutboxLag(9);
    expect((await createMetrics({ app: 'lifecare' }).exposition()).text).not.toContain(' 9');
  });
});
