import { appendFile } from 'node:fs/promises';
import { createJobs } from '../../../ledger/jobs.ts';

/** A worker process that takes a job and never ends it, so that the test can kill it in the middle. */
const [url, file] = process.argv.slice(2) as [string, string];
const jobs = createJobs({ url, queues: ['carry-out'], onFault: () => undefined });
await jobs.start();
await jobs.work<{ transferId: string }>('carry-out', async (job) => {
  await appendFile(file, `${job.data.transferId}\n`);
  await new Promise(() => setTimeout(() => undefined, 60_000));
});
