import { rm } from 'node:fs/promises';
import { readPointer } from '../../ledger/embedded-home.ts';
import { postmasterPid, shutDown } from '../../ledger/embedded-server.ts';

const dataDir = process.argv[2] ?? '';

const sweep = async (): Promise<void> => {
  const pointer = await readPointer(dataDir).catch(() => undefined);
  if (pointer !== undefined) {
    const pid = await postmasterPid(pointer);
    if (pid !== undefined) await shutDown(pointer, pid);
    await rm(pointer.home, { recursive: true, force: true });
  }
  await rm(dataDir, { recursive: true, force: true });
};

process.stdin.resume();
process.stdin.once('close', () => {
  void sweep();
});
