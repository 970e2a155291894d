import { BadSetting, readTwinConfig } from './config.ts';
import type { TwinConfig } from './config.ts';
import type { Running } from './http.ts';

/** EX_CONFIG of sysexits.h: starting again is of no use before a setting is changed. */
const BAD_SETTING = 78;

/** Runs a twin as a program: reads its settings, says when it is ready, names a taken port, and stops on a signal or when its parent is gone. */
export const runTwin = async (name: string, start: (config: TwinConfig) => Promise<Running>): Promise<void> => {
  let running: Running;
  let watchParent: boolean;
  try {
    const config = readTwinConfig();
    watchParent = config.watchParent;
    running = await start(config);
  } catch (error) {
    process.stderr.write(`${explain(name, error)}\n`);
    process.exit(error instanceof BadSetting ? BAD_SETTING : 1);
  }
  const stop = (): void => {
    void running.close().then(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  if (watchParent) process.stdin.resume().once('end', stop).once('error', stop);
  process.stdout.write(`ready ${name} ${running.address}\n`);
};

const explain = (name: string, error: unknown): string => {
  const fault = error as NodeJS.ErrnoException & { port?: number };
  if (fault.code === 'EADDRINUSE') return `${name}: port ${fault.port} is taken by another program; stop that program or set another port.`;
  return `${name} could not start: ${fault.message}`;
};
