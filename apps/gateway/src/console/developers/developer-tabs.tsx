import { DEVELOPERS_TEXTS } from '#console-texts';
import { usePage } from '../frame/page-context.js';

const PATHS = {
  start: '/console/developers',
  deliveries: '/console/developers/deliveries',
  signature: '/console/developers/signature',
  secrets: '/console/developers/secrets',
} as const;
type Tab = keyof typeof PATHS;

/** The pages for developers. */
export function DeveloperTabs({ here }: { readonly here: Tab }) {
  const { language } = usePage();
  const texts = DEVELOPERS_TEXTS[language];
  return (
    <nav aria-label={texts.tabs}>
      <ul class="tabs">
        {(['start', 'deliveries', 'signature', 'secrets'] as const).map((tab) => (
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
