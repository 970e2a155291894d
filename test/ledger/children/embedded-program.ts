import { StartFault } from '../../../ledger/faults.ts';
import { startEmbedded } from '../../../ledger/embedded.ts';

/** A program that starts or attaches to the server, says where it is, and ends when its input does: `stop` first stops the server. */
const [dataDir = '', ending] = process.argv.slice(2);
try {
  const server = await startEmbedded({ dataDir });
  process.stdout.write(`${JSON.stringify({ url: server.url })}\n`);
  for await (const _ of process.stdin);
  if (ending === 'stop') await server.stop();
} catch (thrown) {
  if (!(thrown instanceof StartFault)) throw thrown;
  process.stdout.write(`${JSON.stringify({ fault: thrown.message })}\n`);
}
