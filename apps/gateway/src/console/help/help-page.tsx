import { ACCESSIBILITY_AUTHORITY, HELP_TEXTS } from '#console-texts';
import type { HelpText } from '#console-texts';
import { usePage } from '../frame/page-context.js';

/** A page of running text, with the links that belong to it. */
export function HelpPage({ name }: { readonly name: 'start' | 'accessibility' | 'feedback' }) {
  const { config, language } = usePage();
  const { [name]: text, writeTo, authority } = HELP_TEXTS[language];
  return (
    <>
      <Sections text={text} />
      {name !== 'start' && (
        <p>
          {writeTo} <a href={`mailto:${config.theme.feedbackAddress}`}>{config.theme.feedbackAddress}</a>
        </p>
      )}
      {name === 'accessibility' && (
        <p>
          {authority}: <a href={ACCESSIBILITY_AUTHORITY}>{ACCESSIBILITY_AUTHORITY}</a>
        </p>
      )}
    </>
  );
}

function Sections({ text: { sections } }: { readonly text: HelpText }) {
  return (
    <>
      {sections.map(({ heading, paragraphs }) => (
        <section key={heading}>
          <h2>{heading}</h2>
          {paragraphs.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
        </section>
      ))}
    </>
  );
}
