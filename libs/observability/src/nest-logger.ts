import type { LoggerService } from '@nestjs/common';
import type { Logger, LogLevel } from './logger.js';

/**
 * Lets NestJS log through ours. Nest's texts are dropped, as any may quote a request: the line says which
 * part of Nest spoke (`context`) and, of an error, its class and code.
 */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(...said: unknown[]): void {
    this.say('debug', said);
  }

  debug(...said: unknown[]): void {
    this.say('debug', said);
  }

  verbose(...said: unknown[]): void {
    this.say('debug', said);
  }

  warn(...said: unknown[]): void {
    this.say('warn', said);
  }

  error(...said: unknown[]): void {
    this.say('error', said);
  }

  fatal(...said: unknown[]): void {
    this.say('error', said);
  }

  /** Nest gives the text or error first, and its own part's name last. */
  private say(level: LogLevel, said: readonly unknown[]): void {
    const context = said.length > 1 ? said.at(-1) : undefined;
    this.logger[level](`nest.${level}`, {
      ...(typeof context === 'string' && { context }),
      error: said.find((part) => part instanceof Error),
    });
  }
}
