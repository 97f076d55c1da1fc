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
    metrics.setTasks([{ system: 'typ', state: 'queued', count: 4, oldestSeconds: 7 }]);
    metrics.setTasks([{ system: 'typ', state: 'confirmed', count: 4, oldestSeconds: 9 }]);
    metrics.setOutboxLag(1.5);
    const { text } = await metrics.exposition();
    expect(text).toContain('kuittaus_tasks{target="typ",state="confirmed",app="dispatcher"} 4');
    expect(text).toContain(
      'kuittaus_task_oldest_age_seconds{target="typ",state="confirmed",app="dispatcher"} 9',
    );
    expect(text).not.toContain('state="queued"');
    expect(text).toContain('kuittaus_outbox_lag_seconds{app="dispatcher"} 1.5');
  });

  it('begin at 0 where a rise is an alarm, so that the first one is seen as a rise', async () => {
    const metrics = createMetrics({ app: 'dispatcher' });
    metrics.setEndpoints([{ endpoint: 'typ-sote', installed: true, breaker: 'open', paused: false }]);
    metrics.setJobs([{ endpoint: 'typ-sote', due: 2, queued: 3 }]);
    const { text } = await metrics.exposition();
    for (const zero of [
      'kuittaus_reconciled_total{found="lost-queues",app="dispatcher"} 0',
      'kuittaus_audit_checkpoints_refused_total{by="signer",app="dispatcher"} 0',
      'kuittaus_tasks_quarantined_total{endpoint="typ-sote",app="dispatcher"} 0',
      'kuittaus_worker_deaths_total{endpoint="typ-sote",app="dispatcher"} 0',
    ]) {
      expect(text).toContain(`${zero}\n`);
    }
    expect(text).toContain('kuittaus_endpoint_breaker{endpoint="typ-sote",state="open",app="dispatcher"} 1');
    expect(text).toContain('kuittaus_endpoint_installed{endpoint="typ-sote",app="dispatcher"} 1');
    expect(text).toContain('kuittaus_jobs{endpoint="typ-sote",place="queued",app="dispatcher"} 3');
  });

  it('keep what was known of Redis while it is away', async () => {
    const metrics = createMetrics({ app: 'dispatcher' });
    metrics.setRedis({ evictionPolicy: 'allkeys-lru', usedBytes: 5, limitBytes: 10 });
    metrics.setRedis(undefined);
    const { text } = await metrics.exposition();
    expect(text).toContain('kuittaus_redis_up{app="dispatcher"} 0');
    expect(text).toContain('kuittaus_redis_noeviction{app="dispatcher"} 0');
    expect(text).toContain('kuittaus_redis_memory_bytes{app="dispatcher"} 5');
  });

  it('of two processes do not mix', async () => {
    createMetrics({ app: 'gateway' }).setOutboxLag(9);
    expect((await createMetrics({ app: 'lifecare' }).exposition()).text).not.toContain(' 9');
  });
});
