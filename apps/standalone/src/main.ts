import { EnvironmentFault, standaloneEnvironment } from '#configuration';
import { describeError } from '#observability';
import { Standalone } from './standalone.js';
import { StandaloneError } from './standalone.errors.js';
import { Terminal } from './terminal.js';

/** npm hands a Ctrl-C on that has reached us already: what comes this soon after the first is the same one. */
const SAME_CTRL_C_MS = 1_000;

function main(): void {
  const terminal = new Terminal();
  try {
    run(new Standalone(standaloneEnvironment(), terminal), terminal);
  } catch (error) {
    terminal.say(inWords(error));
    process.exitCode = 1;
  }
}

function run(standalone: Standalone, terminal: Terminal): void {
  let endingSince: number | undefined;
  const end = (exitCode: number): void => {
    endingSince = performance.now();
    standalone.stop().then(
      () => process.exit(exitCode),
      (error: unknown) => {
        terminal.say(inWords(error));
        standalone.kill();
        process.exit(1);
      },
    );
  };
  const fail = (error: unknown): void => {
    if (endingSince !== undefined) return;
    terminal.say(inWords(error));
    end(1);
  };
  const onSignal = (): void => {
    if (endingSince === undefined) {
      terminal.say('Ending all services, then the engines; Ctrl-C once more ends them at once');
      end(0);
    } else if (performance.now() - endingSince > SAME_CTRL_C_MS) {
      standalone.kill();
      process.exit(1);
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);
  // The terminal may be closed before the last line is written.
  process.stdout.on('error', () => undefined);
  standalone.start().catch(fail);
}

/** Our own faults speak for themselves; of others only what cannot quote data. */
function inWords(error: unknown): string {
  if (error instanceof StandaloneError || error instanceof EnvironmentFault) {
    return `${error.message}${causeOf(error)}`;
  }
  return `Unexpected fault: ${JSON.stringify(describeError(error))}`;
}

const causeOf = ({ cause }: Error): string =>
  cause === undefined ? '' : ` [${JSON.stringify(describeError(cause))}]`;

main();
