import { LOG_TEXTS } from '#console-texts';
import type { TextLanguage } from '#console-texts';
import type { LogCheck, LogCheckResult } from '#ledger';
import { usePage } from '../frame/page-context.js';
import type { PageView } from '../frame/page-view.js';
import { Facts, Live, Notice, PostForm, RefreshToggle, Submit } from '../parts/index.js';
import { LOG_PATH } from './paths.js';

/** The newest check of the log, and the way to a new one. */
export function CheckSummary({ check }: { readonly check: LogCheck | undefined }) {
  const { formats, language } = usePage();
  const texts = LOG_TEXTS[language];
  return (
    <section aria-labelledby="chain">
      <h2 id="chain">{texts.chainHeading}</h2>
      {check === undefined ? (
        <p>{texts.chainNever}</p>
      ) : (
        <>
          <CheckState check={check} />
          {check.endedAt !== undefined && (
            <p>{texts.chainChecked(formats.dateTime(check.endedAt), formats.count(check.checked))}</p>
          )}
        </>
      )}
      <VerifyForm />
    </section>
  );
}

function VerifyForm() {
  const texts = LOG_TEXTS[usePage().language];
  return (
    <PostForm action={`${LOG_PATH}/verify`} class="actions">
      <Submit label={texts.verify} tone="secondary" />
    </PostForm>
  );
}

/** One check: how far it has come, or what it came to. Without a script the link shows how it goes. */
export function checkPage(check: LogCheck, language: TextLanguage): PageView {
  return { title: LOG_TEXTS[language].checkTitle, area: 'log', body: <CheckBody check={check} /> };
}

function CheckBody({ check }: { readonly check: LogCheck }) {
  const texts = LOG_TEXTS[usePage().language];
  const path = `${LOG_PATH}/verify/${check.id}`;
  const isUnderWay = check.result === undefined && !check.isCutShort;
  return (
    <>
      {isUnderWay && <RefreshToggle />}
      <Live id="check" from={path}>
        <CheckState check={check} />
        {isUnderWay && (
          <p>
            <a href={path}>{texts.checkRefresh}</a>
          </p>
        )}
      </Live>
      {!isUnderWay && <VerifyForm />}
      <p>
        <a href={LOG_PATH}>{texts.toLog}</a>
      </p>
    </>
  );
}

function CheckState({ check }: { readonly check: LogCheck }) {
  const { formats, language } = usePage();
  const texts = LOG_TEXTS[language];
  if (check.result !== undefined) return <CheckResult result={check.result} checked={check.checked} />;
  if (check.isCutShort) {
    return (
      <Notice tone="alert">
        <p>{texts.checkCutShort}</p>
      </Notice>
    );
  }
  const entries = Math.max(1, check.entries);
  const text = texts.checkRunning(formats.count(check.checked), formats.count(check.entries));
  return (
    <Notice tone="info">
      <p id="check-progress">{text}</p>
      <progress max={entries} value={Math.min(check.checked, entries)} aria-labelledby="check-progress" />
    </Notice>
  );
}

function CheckResult({ result, checked }: { readonly result: LogCheckResult; readonly checked: number }) {
  const { formats, language } = usePage();
  const texts = LOG_TEXTS[language];
  // A place is a name, and not a quantity: it is written as it stands in the entry.
  switch (result.kind) {
    case 'intact':
      return (
        <Notice tone="success" title={texts.intact}>
          <p>{texts.intactText(formats.count(result.signed))}</p>
        </Notice>
      );
    case 'unsigned':
      return (
        <Notice tone="info" title={texts.unsigned}>
          <p>{texts.unsignedText(formats.count(checked - result.signed), formats.count(result.signed))}</p>
        </Notice>
      );
    case 'missing':
      return (
        <Notice tone="error" title={texts.missing(String(result.from), String(result.until - 1))}>
          <p>{texts.missingText}</p>
        </Notice>
      );
    case 'differs':
      return <Difference result={result} />;
  }
}

function Difference({ result }: { readonly result: Extract<LogCheckResult, { readonly kind: 'differs' }> }) {
  const texts = LOG_TEXTS[usePage().language];
  const { from, until, expected, found } = result;
  const last = until - 1;
  const title =
    from === last ? texts.differs(String(from)) : texts.differsBetween(String(from), String(last));
  return (
    <Notice tone="error" title={title}>
      <p>{texts.differsText}</p>
      {expected !== undefined && found !== undefined && (
        <Facts
          facts={[
            [texts.expected, <code key="expected">{expected}</code>],
            [texts.found, <code key="found">{found}</code>],
          ]}
        />
      )}
    </Notice>
  );
}
