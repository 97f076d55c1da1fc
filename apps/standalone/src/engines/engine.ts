/** An engine that runs as a child of this process. */
export interface RunningEngine {
  /** Address with the user and the password: never to be printed. */
  readonly url: string;
  readonly port: number;
  /** How it ended, in words, whether stopped or not; never rejects. */
  readonly exited: Promise<string>;
  stop(): Promise<void>;
  /** Ends it at once; what was committed is safe. */
  kill(): void;
}

/** Tells the person at the terminal what goes on, one short sentence at a time. */
export type Say = (message: string) => void;
