import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { Config } from '../../bot/config.ts';

const environment = (config: Config): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  MICROSOFT_APP_ID: config.app.id,
  MICROSOFT_APP_PASSWORD: config.app.password,
  MICROSOFT_APP_TYPE: 'SingleTenant',
  MICROSOFT_APP_TENANT_ID: config.app.tenantId,
  PORT: String(config.listen.port),
  VAXLA_ORGANISATIONS: JSON.stringify(config.organisations),
  DATABASE_URL: 'url' in config.database ? config.database.url : '',
  VAXLA_SEALING_KEY: config.sealingKey.toString('base64'),
  TWIN_ENTRA_ADDRESS: config.twins?.entra,
  TWIN_PARTNER_CENTER_ADDRESS: config.twins?.partnerCenter,
  TWIN_TEAMS_ADDRESS: config.twins?.teams,
  TWIN_CLOCK_ADDRESS: config.twins?.clock,
  VAXLA_WEBHOOK_ADDRESS: config.webhookAddress,
  LOG_LEVEL: 'warn',
});

/** The bot as a program of its own, which a test may kill and start again. */
export class BotProcess {
  readonly #config: Config;
  #child: ChildProcess | undefined;
  #said = '';

  constructor(config: Config) {
    this.#config = config;
  }

  /** Starts it and waits until it listens; `crashAt` names the step at which it kills itself once it is armed. */
  async start(crashAt?: string): Promise<void> {
    const env = { ...environment(this.#config), ...(crashAt === undefined ? {} : { VAXLA_CRASH_AT: `signal:${crashAt}` }) };
    const child = spawn(process.execPath, [join(import.meta.dirname, '../../bot/index.ts')], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child = child;
    this.#said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      this.#said = (this.#said + chunk.toString()).slice(-20_000);
    });
    await new Promise<void>((resolve, reject) => {
      child.stdout?.on('data', (chunk: Buffer) => {
        if (chunk.toString().includes('ready bot')) resolve();
      });
      child.once('exit', (code) => reject(new Error(`The bot ended with ${code} before it listened: ${this.#said}`)));
    });
  }

  /** From now on the step that `start` named is the last. */
  arm(): void {
    this.#child?.kill('SIGUSR2');
  }

  /** Resolves when the process is gone, however it went. */
  async gone(): Promise<NodeJS.Signals | number | null> {
    const child = this.#child;
    if (child === undefined) return null;
    if (child.exitCode !== null || child.signalCode !== null) return child.signalCode ?? child.exitCode;
    return new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code)));
  }

  get alive(): boolean {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** What it wrote to its log, for messages of failing tests. */
  get said(): string {
    return this.#said;
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    if (!this.alive) return;
    this.#child?.kill(signal);
    await this.gone();
  }

  async stop(): Promise<void> {
    if (!this.alive) return;
    this.#child?.kill('SIGTERM');
    await this.gone();
  }
}
