import type { ConsoleArea } from '#console-texts';
import type { ComponentChild } from 'preact';

/** What a handler gives to be shown. */
export interface PageView {
  /** The page's one h1, and with the product's name the window's title; may hold a count and a state. */
  readonly title: string;
  /** Which part of the main menu it belongs to. */
  readonly area?: ConsoleArea;
  readonly body: ComponentChild;
  /** Said once by screen readers, and shown on top: what has just happened. */
  readonly message?: string;
  /** 200 when left out. */
  readonly status?: number;
  /** Of a page on its way out of the house, such as a receipt to print. */
  readonly headers?: Readonly<Record<string, string>>;
}
