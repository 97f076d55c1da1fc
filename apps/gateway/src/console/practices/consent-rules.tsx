import { PRACTICES_TEXTS, RECORD_WORDS } from '#console-texts';
import type { ConsentRequirement } from '#domain';
import { usePage } from '../frame/page-context.js';

/** What the team asks of a consent, in sentences. */
export function ConsentRules({ consent }: { readonly consent: ConsentRequirement }) {
  const { language } = usePage();
  const { consentRules: texts } = PRACTICES_TEXTS[language];
  const { consentForms } = RECORD_WORDS[language];
  return (
    <ul>
      <li>{consent.required ? texts.required : texts.notRequired}</li>
      <li>{consent.form === undefined ? texts.anyForm : texts.form(consentForms[consent.form])}</li>
      <li>{consent.inWriting ? texts.inWriting : texts.oralIsEnough}</li>
      {consent.recordsWithdrawal && <li>{texts.recordsWithdrawal}</li>}
    </ul>
  );
}
