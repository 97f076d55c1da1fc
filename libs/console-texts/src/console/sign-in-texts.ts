import type { TextLanguage } from '../text-language.js';

/** Of the pages before signing in and after signing out. */
export interface SignInTexts {
  readonly signedOut: string;
  readonly signedOutText: string;
  readonly signInAgain: string;
  readonly failed: string;
  readonly failedText: string;
  readonly unavailable: string;
  readonly unavailableText: string;
  readonly tryAgain: string;
}

export const SIGN_IN_TEXTS: Readonly<Record<TextLanguage, SignInTexts>> = {
  fi: {
    signedOut: 'Olet kirjautunut ulos',
    signedOutText: 'Jos käytät yhteistä työasemaa, sulje myös selain.',
    signInAgain: 'Kirjaudu uudelleen',
    failed: 'Kirjautuminen ei onnistunut',
    failedText: 'Sinua ei kirjattu sisään. Kirjautuminen on voinut vanhentua tai keskeytyä.',
    unavailable: 'Kirjautumispalvelu ei vastaa',
    unavailableText: 'Kirjautuminen ei juuri nyt onnistu. Yritä hetken kuluttua uudelleen.',
    tryAgain: 'Yritä uudelleen',
  },
  sv: {
    signedOut: 'Du har loggat ut',
    signedOutText: 'Om du använder en gemensam arbetsstation, stäng också webbläsaren.',
    signInAgain: 'Logga in på nytt',
    failed: 'Inloggningen lyckades inte',
    failedText: 'Du loggades inte in. Inloggningen kan ha föråldrats eller avbrutits.',
    unavailable: 'Inloggningstjänsten svarar inte',
    unavailableText: 'Inloggningen fungerar inte just nu. Försök igen om en stund.',
    tryAgain: 'Försök igen',
  },
  en: {
    signedOut: 'You have signed out',
    signedOutText: 'If you use a shared workstation, close the browser as well.',
    signInAgain: 'Sign in again',
    failed: 'Signing in failed',
    failedText: 'You are not signed in. The sign-in may have expired or been interrupted.',
    unavailable: 'The sign-in service does not answer',
    unavailableText: 'Signing in does not work right now. Try again in a moment.',
    tryAgain: 'Try again',
  },
};
