import type { ConsoleArea } from '#console-texts';
import type { ComponentChildren } from 'preact';
import { worklistLink } from '../worklist/worklist-link.js';
import { AREA_PATHS, areasFor } from './navigation.js';
import { usePage } from './page-context.js';
import type { Viewer } from './viewer.js';

interface FrameProps {
  readonly title: string;
  readonly area?: ConsoleArea | undefined;
  readonly message?: string | undefined;
  readonly children: ComponentChildren;
}

/** What every page has round it: skip link, name and area, main menu, language, user, status region, footer. */
export function Frame({ title, area, message, children }: FrameProps) {
  const { language, config, assets, nonce, texts, viewer } = usePage();
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} – ${config.theme.product}`}</title>
        <link rel="stylesheet" href={`${assets}/console.css`} />
        <link rel="icon" href={`${assets}/icon.svg`} type="image/svg+xml" />
        <meta name="htmx-config" content='{"extensions":"hx-csp"}' />
        <script nonce={nonce} src={`${assets}/htmx.js`} defer></script>
        <script nonce={nonce} src={`${assets}/htmx-csp.js`} defer></script>
        <script nonce={nonce} src={`${assets}/console.js`} defer></script>
      </head>
      <body
        data-csrf={viewer?.csrfToken}
        data-idle-ends-at={viewer?.idleEndsAt.toISOString()}
        data-copied={texts.copied}
        data-copy-failed={texts.copyFailed}
        data-extended={texts.idleExtended}
      >
        <a class="skip" href="#content">
          {texts.skip}
        </a>
        <Top area={area} />
        <div id="status" role="status" class="status">
          {message}
        </div>
        <main id="content" tabIndex={-1}>
          <h1>{title}</h1>
          {children}
        </main>
        <Footer />
        {viewer !== undefined && <IdleWarning viewer={viewer} />}
      </body>
    </html>
  );
}

function Top({ area }: { readonly area: ConsoleArea | undefined }) {
  const { config, texts, viewer } = usePage();
  const environment = texts.environments[config.environment];
  return (
    <header class="top">
      <div class="top__names">
        <a class="top__product" href="/console">
          {config.theme.product}
        </a>
        <span class="top__area">{config.theme.area}</span>
        {environment !== '' && <strong class="top__environment">{environment}</strong>}
      </div>
      {viewer !== undefined && (
        <nav aria-label={texts.navigation} class="menu">
          <ul>
            {areasFor(viewer.principal.roles).map((each) => (
              <li key={each}>
                <a
                  href={AREA_PATHS[each]}
                  aria-current={each === area ? 'page' : undefined}
                  {...(each === 'worklist' ? worklistLink(viewer.principal) : {})}
                >
                  {texts.areas[each]}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      <div class="top__person">
        <Languages />
        {viewer !== undefined && <Person viewer={viewer} />}
      </div>
    </header>
  );
}

function Languages() {
  const { language, texts, viewer } = usePage();
  const place = viewer?.place ?? '/console';
  return (
    <nav aria-label={texts.language} class="languages">
      <ul>
        {(['fi', 'sv', 'en'] as const).map((each) => (
          <li key={each}>
            <a
              href={`/console/language/${each}?to=${encodeURIComponent(place)}`}
              lang={each}
              hreflang={each}
              aria-current={each === language ? 'true' : undefined}
            >
              {texts.languages[each]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Person({ viewer: { name, principal, csrfToken } }: { readonly viewer: Viewer }) {
  const { texts } = usePage();
  const roles = [...principal.roles].map((role) => texts.roles[role]).join(', ');
  return (
    <form class="person" method="post" action="/console/sign-out">
      <input type="hidden" name="csrf" value={csrfToken} />
      <span class="person__name">
        {name}
        {roles !== '' && ` (${roles})`}
      </span>
      <button class="hds-button hds-button--secondary hds-button--small" type="submit">
        {texts.signOut}
      </button>
    </form>
  );
}

function Footer() {
  const { texts } = usePage();
  return (
    <footer class="footer">
      <ul>
        <li>
          <a href="/console/accessibility">{texts.accessibility}</a>
        </li>
        <li>
          <a href="/console/feedback">{texts.feedback}</a>
        </li>
      </ul>
    </footer>
  );
}

/** Shown by console.js before the session ends (WCAG 2.2.1); without JavaScript the next click signs in again. */
function IdleWarning({ viewer }: { readonly viewer: Viewer }) {
  const { texts } = usePage();
  return (
    <dialog id="idle-warning" aria-labelledby="idle-title">
      <h2 id="idle-title">{texts.idleTitle}</h2>
      <p>{texts.idleText(IDLE_WARNING_MINUTES)}</p>
      <form method="post" action="/console/session">
        <input type="hidden" name="csrf" value={viewer.csrfToken} />
        <button class="hds-button hds-button--primary" type="submit">
          {texts.idleExtend}
        </button>
      </form>
    </dialog>
  );
}

const IDLE_WARNING_MINUTES = 2;
