import { usePage } from '../frame/page-context.js';

/** The next page of a list, by a real link; nothing after the last. */
export function More({ href }: { readonly href: string | undefined }) {
  const { texts } = usePage();
  if (href === undefined) return null;
  return (
    <p class="more">
      <a href={href} rel="next">
        {texts.next}
      </a>
    </p>
  );
}
