import { DEVELOPERS_TEXTS } from '#console-texts';
import type { DevelopersTexts } from '#console-texts';
import { TEAM_APP_EVENT_TYPES } from '#domain';
import { usePage } from '../frame/page-context.js';
import { CodeBlock } from './code-block.js';
import { DeveloperTabs } from './developer-tabs.js';
import { BASH_EXAMPLE, NODE_EXAMPLE } from './examples.js';
import { SENT_EVENTS, sampleEvent } from './sample-events.js';

/** How to begin, and what there is to send and to receive. */
export function StartPage() {
  const { language } = usePage();
  const texts = DEVELOPERS_TEXTS[language];
  const { steps } = texts;
  return (
    <>
      <DeveloperTabs here="start" />
      <h2>{texts.start}</h2>
      <Step number={1} step={steps.secret} />
      <Step number={2} step={steps.sign} />
      <h4>{texts.bash}</h4>
      <CodeBlock id="bash-example" name={texts.bash} code={BASH_EXAMPLE} />
      <h4>{texts.node}</h4>
      <CodeBlock id="node-example" name={texts.node} code={NODE_EXAMPLE} />
      <Step number={3} step={steps.send} />
      <h4>{texts.sampleFile}</h4>
      <CodeBlock
        id="sample-decision"
        name={texts.sampleFile}
        code={sampleEvent('fi.kuittaus.decision.made')}
      />
      <Step number={4} step={steps.tasks} />
      <Step number={5} step={steps.completed} />
      <Catalogue texts={texts} />
      <h2>{texts.references}</h2>
      <ul>
        <li>
          <a href="/docs">{texts.referenceNames.docs}</a>
        </li>
        <li>
          <a href="/openapi.json">{texts.referenceNames.openapi}</a>
        </li>
        <li>
          <a href="/ongelmat">{texts.referenceNames.problems}</a>
        </li>
      </ul>
    </>
  );
}

interface StepProps {
  readonly number: number;
  readonly step: DevelopersTexts['steps']['secret'];
}

function Step({ number, step: [title, text] }: StepProps) {
  return (
    <>
      <h3>{`${number}. ${title}`}</h3>
      <p>{text}</p>
    </>
  );
}

function Catalogue({ texts }: { readonly texts: DevelopersTexts }) {
  return (
    <>
      <h2 id="events">{texts.catalogue}</h2>
      <h3>{texts.sentByYou}</h3>
      {SENT_EVENTS.map((type, place) => (
        <section key={type}>
          <h4>
            <code>{type}</code>
          </h4>
          <p>{texts.sentEvents[type]}</p>
          <details>
            <summary>{`${texts.sample}: ${type}`}</summary>
            <CodeBlock id={`sample-${place}`} name={type} code={sampleEvent(type)} />
          </details>
        </section>
      ))}
      <h3>{texts.sentToYou}</h3>
      <dl class="facts">
        {TEAM_APP_EVENT_TYPES.map((type) => (
          <div key={type}>
            <dt>
              <code>{type}</code>
            </dt>
            <dd>{texts.receivedEvents[type]}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
