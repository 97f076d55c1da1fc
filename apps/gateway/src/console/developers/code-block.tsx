import { DEVELOPERS_TEXTS } from '#console-texts';
import { usePage } from '../frame/page-context.js';
import { CopyButton } from '../parts/index.js';

interface CodeBlockProps {
  readonly id: string;
  /** What the code is, in words. */
  readonly name: string;
  readonly code: string;
}

/** Code to be copied; it can be scrolled by keyboard. */
export function CodeBlock({ id, name, code }: CodeBlockProps) {
  const { language } = usePage();
  return (
    <>
      <pre id={id} class="code" tabIndex={0} role="region" aria-label={name}>
        {code}
      </pre>
      <CopyButton from={id} label={DEVELOPERS_TEXTS[language].copy(name)} />
    </>
  );
}
