import { WORKLIST_TEXTS } from '#console-texts';
import type { ContentView } from '../../acting/task-acts.js';
import type { WorklistTask } from '../../reading/worklist/worklist.js';
import { usePage } from '../frame/page-context.js';
import { CopyButton, Facts, Notice, PostForm, Submit } from '../parts/index.js';
import { WORKLIST_PATH } from './worklist-view.js';

/** The client and the text: not on the page until they are asked for, which the log then tells. */
export function ContentPart({
  sheet,
  content,
}: {
  readonly sheet: WorklistTask;
  readonly content: ContentView | undefined;
}) {
  const { language } = usePage();
  const texts = WORKLIST_TEXTS[language].content;
  return (
    <section aria-labelledby="content-heading">
      <h2 id="content-heading">{texts.heading}</h2>
      {content === undefined ? <Hidden sheet={sheet} /> : <Shown content={content} />}
    </section>
  );
}

function Hidden({ sheet: { task, hasText, forbidden } }: { readonly sheet: WorklistTask }) {
  const { language, words } = usePage();
  const { content: texts, consent } = WORKLIST_TEXTS[language];
  if (!hasText) return <p>{texts.none}</p>;
  return (
    <>
      {forbidden !== undefined && (
        <Notice tone="alert" title={consent.forbidden(words.reasons[forbidden])}>
          <p>{consent.forbiddenDo}</p>
        </Notice>
      )}
      <p>{texts.hidden}</p>
      <PostForm action={`${WORKLIST_PATH}/${task.id}/content`}>
        <Submit label={texts.show} tone="secondary" />
      </PostForm>
    </>
  );
}

function Shown({ content: { text, fields = [], client } }: { readonly content: ContentView }) {
  const { language } = usePage();
  const texts = WORKLIST_TEXTS[language].content;
  const identifier = client.personalIdentityCode ?? client.temporaryId;
  return (
    <>
      <p>{texts.shown}</p>
      <Facts
        facts={[
          [
            texts.client,
            <>
              <span id="client-name">{`${client.familyName} ${client.givenName}`}</span>{' '}
              <CopyButton from="client-name" label={texts.copyName} />
            </>,
          ],
          [
            client.personalIdentityCode === undefined ? texts.temporaryId : texts.identityCode,
            <>
              <span id="client-identifier">{identifier}</span>{' '}
              <CopyButton from="client-identifier" label={texts.copyIdentifier} />
            </>,
          ],
        ]}
      />
      <h3>{texts.whole}</h3>
      <CopyButton from="record-text" label={texts.copyWhole} />
      {/* Reached by the keyboard, for those who scroll and select by it. */}
      <pre id="record-text" class="copyable" lang="fi" tabIndex={0} aria-label={texts.whole}>
        {text}
      </pre>
      {fields.length > 0 && (
        <details class="parts" open>
          <summary>{texts.parts}</summary>
          {fields.map((field, place) => (
            <div key={field.heading} class="part">
              <h4>{field.heading}</h4>
              <CopyButton from={`record-part-${String(place)}`} label={texts.copyPart(field.heading)} />
              <pre id={`record-part-${String(place)}`} class="copyable" lang="fi">
                {field.text}
              </pre>
            </div>
          ))}
        </details>
      )}
    </>
  );
}
