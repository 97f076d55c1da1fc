import { DEVELOPERS_TEXTS } from '#console-texts';
import { usePage } from '../frame/page-context.js';
import { Icon, Notice, PostForm, Submit, TextField } from '../parts/index.js';
import { DeveloperTabs } from './developer-tabs.js';
import type { PresentedWebhook, SignatureFinding } from './explain-signature.js';

const BODY_ROWS = 10;
/** As long as a field of a form may be. */
const LONGEST_BODY = 20_000;
const LONGEST_HEADER = 2_000;

interface SignaturePageProps {
  readonly webhook?: PresentedWebhook;
  readonly findings?: readonly SignatureFinding[];
}

/** Takes a webhook apart, and says what of it does not match. */
export function SignaturePage({ webhook, findings }: SignaturePageProps) {
  const { language } = usePage();
  const { signature: texts } = DEVELOPERS_TEXTS[language];
  const header = { maxLength: LONGEST_HEADER, isRequired: true };
  return (
    <>
      <DeveloperTabs here="signature" />
      {findings !== undefined && <Findings findings={findings} />}
      <p>{texts.intro}</p>
      <PostForm action="/console/developers/signature">
        <TextField {...header} id="id" name="id" label={texts.fields.id} value={webhook?.id} />
        <TextField
          {...header}
          id="timestamp"
          name="timestamp"
          label={texts.fields.timestamp}
          help={texts.timestampHelp}
          value={webhook?.timestamp}
        />
        <TextField
          {...header}
          id="signature"
          name="signature"
          label={texts.fields.signature}
          help={texts.signatureHelp}
          value={webhook?.signature}
        />
        <TextField
          id="body"
          name="body"
          label={texts.fields.body}
          help={texts.bodyHelp}
          value={webhook?.body}
          rows={BODY_ROWS}
          maxLength={LONGEST_BODY}
          isRequired
        />
        <Submit label={texts.check} />
      </PostForm>
    </>
  );
}

function Findings({ findings }: { readonly findings: readonly SignatureFinding[] }) {
  const { language } = usePage();
  const { signature: texts } = DEVELOPERS_TEXTS[language];
  const isRight = findings.every((finding) => finding.isRight);
  return (
    <Notice tone={isRight ? 'success' : 'alert'} title={texts.result}>
      <p>{isRight ? texts.accepted : texts.refused}</p>
      <ul class="links">
        {findings.map((finding) => (
          <li key={finding.code}>
            <Icon name={finding.isRight ? 'done' : 'attention'} /> <FindingText finding={finding} />
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function FindingText({ finding: { code, offMs, by } }: { readonly finding: SignatureFinding }) {
  const { language, formats } = usePage();
  const { signature: texts } = DEVELOPERS_TEXTS[language];
  const more = [
    ...(offMs === undefined ? [] : [texts.age(formats.duration(offMs))]),
    ...(by === undefined ? [] : [texts.matched(by.sender, by.name)]),
  ];
  return <>{[texts.findings[code], ...more].join(' ')}</>;
}
