import { QUEUES_TEXTS } from '#console-texts';
import type { TextLanguage } from '#console-texts';
import { usePage } from '../console/frame/page-context.js';
import type { PageView } from '../console/frame/page-view.js';
import { Notice } from '../console/parts/index.js';
import { AreaTabs } from '../console/queues/area-tabs.js';

export const RETRY_WITHOUT_REDIS_S = 5;

/** Instead of a board that would wait for Redis. */
export const boardAwayPage = (language: TextLanguage): PageView => ({
  title: QUEUES_TEXTS[language].raw.title,
  area: 'queues',
  status: 503,
  headers: { 'retry-after': String(RETRY_WITHOUT_REDIS_S) },
  body: <Away />,
});

function Away() {
  const { language } = usePage();
  const texts = QUEUES_TEXTS[language].raw;
  return (
    <>
      <AreaTabs here="raw" />
      <Notice tone="alert">
        <p>{texts.unavailable}</p>
      </Notice>
      <p>
        <a href="/console/queues">{texts.toQueues}</a>
      </p>
    </>
  );
}
