import type { ComponentChildren } from 'preact';
import { usePage } from '../frame/page-context.js';

interface LiveProps {
  readonly id: string;
  /** The page itself, of which this part alone is taken anew. */
  readonly from: string;
  readonly children: ComponentChildren;
}

/** A part that is fetched again every 15 s while somebody looks at it and nobody works in it. */
export function Live({ id, from, children }: LiveProps) {
  const { formats, nonce, now, texts } = usePage();
  return (
    <section
      id={id}
      data-live
      hx-get={from}
      hx-trigger="refresh"
      hx-select={`#${id}`}
      hx-swap="outerMorph"
      hx-nonce={nonce}
    >
      <p class="updated">{texts.updated(formats.time(now))}</p>
      {children}
    </section>
  );
}

/** Ends the refreshing of the page's live parts (WCAG 2.2.2). */
export function RefreshToggle() {
  const { texts } = usePage();
  return (
    <button
      type="button"
      id="refresh-toggle"
      class="hds-button hds-button--secondary hds-button--small"
      aria-pressed="false"
      data-stop={texts.stopUpdates}
      data-start={texts.startUpdates}
      hidden
    >
      {texts.stopUpdates}
    </button>
  );
}
