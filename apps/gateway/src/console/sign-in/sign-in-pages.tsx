import { FRAME_TEXTS, SIGN_IN_TEXTS } from '#console-texts';
import type { TextLanguage } from '#console-texts';
import type { PageView } from '../frame/page-view.js';
import type { SignInFault } from './sign-in.js';

const RETRY_WITHOUT_ISSUER_S = 10;

/** Where signing out leads: open to everybody, and with nothing of anybody. */
export function signedOutPage(language: TextLanguage): PageView {
  const texts = SIGN_IN_TEXTS[language];
  return {
    title: texts.signedOut,
    body: (
      <>
        <p>{texts.signedOutText}</p>
        <SignInLink label={texts.signInAgain} />
      </>
    ),
  };
}

/** Says that nobody was signed in. The issuer's own words are not shown: anybody can write them into an address. */
export function signInFailedPage(fault: SignInFault, traceId: string, language: TextLanguage): PageView {
  const texts = SIGN_IN_TEXTS[language];
  const isAway = fault === 'issuer-away';
  return {
    title: isAway ? texts.unavailable : texts.failed,
    status: isAway ? 503 : 403,
    ...(isAway ? { headers: { 'retry-after': String(RETRY_WITHOUT_ISSUER_S) } } : {}),
    body: (
      <>
        <p>{isAway ? texts.unavailableText : texts.failedText}</p>
        <SignInLink label={texts.tryAgain} />
        <p>
          {FRAME_TEXTS[language].traceId}: <code>{traceId}</code>
        </p>
      </>
    ),
  };
}

/** The issuer asks who it is: on a shared workstation that may be somebody else by now. */
function SignInLink({ label }: { readonly label: string }) {
  return (
    <p>
      <a class="hds-button hds-button--primary" href="/console/sign-in?anew=1">
        {label}
      </a>
    </p>
  );
}
