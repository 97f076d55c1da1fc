import { QUEUES_TEXTS } from '#console-texts';
import { usePage } from '../frame/page-context.js';

const PATHS = { queues: '/console/queues', repairs: '/console/repairs', raw: '/queues' } as const;
type Tab = keyof typeof PATHS;

/** The pages of the area, for those who run the service. */
export function AreaTabs({ here }: { readonly here?: Tab }) {
  const { language } = usePage();
  const texts = QUEUES_TEXTS[language];
  return (
    <nav aria-label={texts.tabs}>
      <ul class="tabs">
        {(['queues', 'repairs', 'raw'] as const).map((tab) => (
          <li key={tab}>
            <a href={PATHS[tab]} aria-current={tab === here ? 'page' : undefined}>
              {texts.tabNames[tab]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
