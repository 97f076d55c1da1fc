import { CONSOLE_WORDS, FORMATS, FRAME_TEXTS } from '#console-texts';
import type { ConsoleWords, Formats, FrameTexts, TextLanguage } from '#console-texts';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { ConsoleConfig } from '../console.config.js';
import type { Viewer } from './viewer.js';

/** What every part of a page may ask for. */
export interface PageSetting {
  /** Absent on open pages, such as the one before signing in. */
  readonly viewer?: Viewer;
  readonly language: TextLanguage;
  readonly config: ConsoleConfig;
  /** Every element with htmx attributes carries it as `hx-nonce`; an injected one cannot. */
  readonly nonce: string;
  /** `/console/assets/<hash>` */
  readonly assets: string;
  readonly now: Date;
}

export interface Page extends PageSetting {
  readonly texts: FrameTexts;
  readonly words: ConsoleWords;
  readonly formats: Formats;
}

const PageContext = createContext<Page | undefined>(undefined);
export const PageProvider = PageContext.Provider;

export class OutsidePageError extends Error {
  override readonly name = 'OutsidePageError';
  readonly code = 'outside-page';
}

export const pageOf = (setting: PageSetting): Page => ({
  ...setting,
  texts: FRAME_TEXTS[setting.language],
  words: CONSOLE_WORDS[setting.language],
  formats: FORMATS[setting.language],
});

/**
 * The page that a component is on.
 * @throws OutsidePageError
 */
export function usePage(): Page {
  const page = useContext(PageContext);
  if (page === undefined) throw new OutsidePageError();
  return page;
}
