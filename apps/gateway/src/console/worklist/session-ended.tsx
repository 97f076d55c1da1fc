import { WORKLIST_TEXTS } from '#console-texts';
import { usePage } from '../frame/page-context.js';

/** For somebody whose form came after the session had ended: what is still true, and where what they wrote is. */
export function SessionEnded() {
  const { language } = usePage();
  const texts = WORKLIST_TEXTS[language].sessionEnded;
  return (
    <>
      <p>{texts.nothingSaved}</p>
      <p>{texts.kept}</p>
      <p>
        <a class="hds-button hds-button--primary" href="/console/sign-in?to=/console/worklist">
          {texts.signIn}
        </a>
      </p>
    </>
  );
}
