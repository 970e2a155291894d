import type { Running } from './http.ts';

/** Runs a twin as a program: says when it is ready, names a taken port, and stops on a signal or when its parent is gone. */
export const runTwin = async (name: string, watchParent: boolean, start: () => Promise<Running>): Promise<void> => {
  let running: Running;
  try {
    running = await start();
  } catch (error) {
    process.stderr.write(`${explain(name, error)}\n`);
    process.exit(1);
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
