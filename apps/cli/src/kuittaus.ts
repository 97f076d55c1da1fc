import { ConfigurationFault, EnvironmentFault, SecretFault } from '#configuration';
import { faultText } from '#console-texts';
import { UnusableKey } from '#ledger';
import { EXIT, UsageFault } from './command.js';
import type { Command, ExitCode, Io } from './command.js';
import { auditClient } from './commands/audit-client.js';
import { auditExport } from './commands/audit-export.js';
import { practiceCheck } from './commands/practice-check.js';
import { practiceDiff } from './commands/practice-diff.js';
import { practiceExplain } from './commands/practice-explain.js';
import { preview } from './commands/preview.js';
import { receiptVerify } from './commands/receipt-verify.js';
import { repairApprove, repairRun, repairStop } from './commands/repair-acts.js';
import { repairFailures, repairList, repairShow } from './commands/repair-looks.js';
import { repairPlan } from './commands/repair-plan.js';
import { eraseApprove, eraseList, eraseRequest } from './erasure/erase-commands.js';
import { holdLift, holdList, holdPut } from './erasure/hold-commands.js';
import { DecisionFileFault } from './decision-file.js';
import { UnreadableFile } from './read-file.js';

/** The registry: a command that is not here does not exist. */
export const COMMANDS: readonly Command[] = [
  practiceCheck,
  practiceExplain,
  practiceDiff,
  preview,
  receiptVerify,
  auditClient,
  auditExport,
  repairFailures,
  repairPlan,
  repairList,
  repairShow,
  repairApprove,
  repairRun,
  repairStop,
  holdPut,
  holdLift,
  holdList,
  eraseRequest,
  eraseApprove,
  eraseList,
];

/** Runs one command of the command line. */
export async function runKuittaus(args: readonly string[], io: Io): Promise<ExitCode> {
  const [first] = args;
  if (first === undefined || first === 'help' || first === '--help') return help(args.slice(1), io);
  const command = COMMANDS.find(({ name }) => startsWith(args, name));
  if (command === undefined) {
    io.err(`Komentoa ei ole: ${first}\n\n${listed()}`);
    return EXIT.usage;
  }
  try {
    return await command.run(args.slice(wordsOf(command.name).length), io);
  } catch (fault) {
    return refused(command, fault, io);
  }
}

function help(words: readonly string[], io: Io): ExitCode {
  const command = COMMANDS.find(({ name }) => name === words.join(' '));
  if (command === undefined && words.length > 0) {
    io.err(`Komentoa ei ole: ${words.join(' ')}\n\n${listed()}`);
    return EXIT.usage;
  }
  io.out(command === undefined ? listed() : `${command.summary}\n\n${usageOf(command)}`);
  return EXIT.right;
}

/** What a person at the terminal can put right is told in a few lines; anything else is a defect, and thrown on. */
function refused(command: Command, fault: unknown, io: Io): ExitCode {
  if (fault instanceof UsageFault) {
    io.err(`${fault.message}\n${usageOf(command)}`);
    return EXIT.usage;
  }
  if (fault instanceof UnreadableFile || fault instanceof EnvironmentFault || isKeyFault(fault)) {
    io.err(fault.message);
    return EXIT.usage;
  }
  if (fault instanceof ConfigurationFault) {
    io.err(fault.faults.map(faultText).join('\n'));
    return EXIT.wrong;
  }
  if (fault instanceof DecisionFileFault) {
    io.err(fault.message);
    return EXIT.wrong;
  }
  throw fault;
}

const isKeyFault = (fault: unknown): fault is Error =>
  fault instanceof SecretFault || fault instanceof UnusableKey;

const wordsOf = (name: string): readonly string[] => name.split(' ');

const startsWith = (args: readonly string[], name: string): boolean =>
  wordsOf(name).every((word, index) => args[index] === word);

const usageOf = ({ name, usage }: Command): string => `Käyttö: kuittaus ${name} ${usage}`;

function listed(): string {
  const width = Math.max(...COMMANDS.map(({ name }) => name.length));
  const lines = COMMANDS.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return ['Komennot:', ...lines, '', 'kuittaus help <komento> kertoo komennon argumentit.'].join('\n');
}
