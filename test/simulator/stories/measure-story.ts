import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Journal } from '../../../simulator/journal.ts';
import { seed } from '../../../simulator/partner-center/seed.ts';
import { openState } from '../../../simulator/partner-center/state.ts';
import { STORIES } from '../../../simulator/stories/stories.ts';

/** Makes the story of its first argument in a process of its own and says what it took: the largest memory, not the last. */
const tell = STORIES[process.argv[2] ?? ''];
if (tell === undefined) throw new Error('Name a story.');
const folder = mkdtempSync(join(tmpdir(), 'story-'));
const begun = performance.now();
const journal = new Journal(join(folder, 'story.jsonl'));
const state = openState(journal);
seed(journal, state, () => tell(new Date()));
const ms = Math.round(performance.now() - begun);
rmSync(folder, { recursive: true });
const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
process.stdout.write(JSON.stringify({ customers: state.customers.size(), subscriptions: state.subscriptions.size(), ms, megabytes }));
