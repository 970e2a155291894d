/** A program that comes up and then does as STUBBORN says: `ignores` asks for SIGKILL, `falls` ends at once, `mute` never comes up. */
const manner = process.env['STUBBORN'];
if (manner === 'ignores') process.on('SIGTERM', () => process.stderr.write('I stay\n'));
process.stdin.resume();
process.stderr.write(`my manner: ${manner}\n`);
if (manner !== 'mute') process.stdout.write('ready stubborn http://127.0.0.1:9\n');
if (manner === 'falls') setTimeout(() => process.exit(3), 20);
else setInterval(() => undefined, 1000);
