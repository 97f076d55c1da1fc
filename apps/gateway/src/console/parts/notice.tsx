import type { ComponentChildren } from 'preact';

interface NoticeProps {
  readonly tone: 'info' | 'success' | 'alert' | 'error';
  readonly title?: string;
  readonly children?: ComponentChildren;
}

/** Something about the whole page: what happened, what is still true, what to do. */
export function Notice({ tone, title, children }: NoticeProps) {
  return (
    <section class={`notice notice--${tone}`}>
      {title !== undefined && <h2 class="notice__title">{title}</h2>}
      {children}
    </section>
  );
}
