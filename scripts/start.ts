import { ConfigError } from '../bot/config.ts';
import { StartFault } from '../ledger/faults.ts';
import { createText, localeOf } from '../locales/text.ts';
import { readFacts } from './rehearsal/facts.ts';
import { rehearse } from './rehearsal/rehearse.ts';
import { BAD_SETTING, FAILED, Refusal } from './rehearsal/refusal.ts';
import { helpLines } from './rehearsal/screen.ts';
import { readSettings } from './rehearsal/settings.ts';

/** `npm start`: the rehearsal, that is the bot and the programs that play Microsoft. scripts/run.mjs is its door. */

const { env } = process;
const text = createText(localeOf(env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG']));

// Whoever looked at our output has gone (a closed terminal, `| head`): the rehearsal itself goes on.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

const main = async (): Promise<number> => {
  const settings = readSettings(process.argv.slice(2), env);
  if (!settings.help) return rehearse({ settings, env, text });
  for (const line of helpLines(text, (await readFacts()).stories)) console.log(line);
  return 0;
};

/** Sentences for the person; anything unforeseen keeps its stack. */
const tell = (error: unknown): { lines: readonly string[]; code: number } => {
  if (error instanceof Refusal) return { lines: error.lines(text), code: error.code };
  if (error instanceof ConfigError) return { lines: error.lines, code: BAD_SETTING };
  if (error instanceof StartFault) return { lines: [error.message], code: FAILED };
  throw error;
};

try {
  process.exitCode = await main();
} catch (error) {
  const { lines, code } = tell(error);
  for (const line of lines) console.error(line);
  process.exitCode = code;
}
