import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Takes the README's picture anew: the rehearsal with a request under way, in a real browser. The pictures of every step
 * come with the browser tests themselves (`npm test -- --only browser`) and lie in artifacts/browser.
 */
process.chdir(dirname(import.meta.dirname));
const { status } = spawnSync(process.execPath, ['scripts/test-mocha.ts', '180000', 'test/browser/portrait.test.ts'], { stdio: 'inherit' });
if (status !== 0) {
  console.error('The picture was not taken; docs/rehearsal-room.png is as it was.');
  process.exit(1);
}
mkdirSync('docs', { recursive: true });
copyFileSync('artifacts/browser/rehearsal-room.png', 'docs/rehearsal-room.png');
console.log('docs/rehearsal-room.png is new. Look at it before you commit it.');
