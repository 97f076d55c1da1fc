/** Where something is wrong in a configuration file. */
export interface Fault {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** What is wrong; it never holds a secret, for a configuration file holds none. */
  readonly message: string;
  /** What may stand there instead, where that is a closed list. */
  readonly allowed?: readonly string[];
}

/** The configuration cannot be used. Look at `faults`: every fault of every file is there. */
export class ConfigurationFault extends Error {
  readonly code = 'configuration-fault';
  constructor(readonly faults: readonly Fault[]) {
    super(['the configuration has faults:', ...faults.map(faultLine)].join('\n'));
    this.name = 'ConfigurationFault';
  }
}

/** `config/teams/kaarina.yaml:12:5 no rule has the id consnt` */
export const faultLine = ({ file, line, column, message }: Fault): string =>
  `${file}:${line}:${column} ${message}`;

/** @throws ConfigurationFault when there is any */
export function refuseFaults(faults: readonly Fault[]): void {
  if (faults.length > 0) throw new ConfigurationFault(faults.toSorted(byPlace));
}

const byPlace = (a: Fault, b: Fault): number =>
  (a.file < b.file ? -1 : Number(a.file > b.file)) || a.line - b.line || a.column - b.column;
