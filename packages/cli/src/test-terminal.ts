import type { Terminal } from './command.ts';

/** A terminal for tests: keeps what is written, and lets a test wait for it and press Ctrl-C. */
export class TestTerminal implements Terminal {
  written = '';
  errors = '';
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly interactive: boolean;
  readonly interrupt: () => void;
  private readonly interruption: Promise<void>;
  private waiting: (() => void)[] = [];

  constructor(cwd: string, env: Terminal['env'] = {}, interactive = false) {
    this.cwd = cwd;
    this.env = env;
    this.interactive = interactive;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.interruption = promise;
    this.interrupt = resolve;
  }

  out(text: string): void {
    this.written += text;
    for (const wake of this.waiting.splice(0)) wake();
  }

  err(text: string): void {
    this.errors += text;
  }

  async input(): Promise<string> {
    return '';
  }

  interrupted(): Promise<void> {
    return this.interruption;
  }

  /** Resolves once a text was written. */
  async shows(text: string): Promise<void> {
    while (!this.written.includes(text)) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }
}
