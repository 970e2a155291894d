import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAlone, type Alone } from './alone.ts';
import { createTwinClock } from './clock.ts';
import { BadSetting, readTwinConfig, redirectsOf } from './config.ts';
import { startHttpsFront, type RunningFront } from './https-front.ts';
import { readOptions, type SimulatorOptions } from './options.ts';
import { FJORDLINE, PEOPLE } from './people.ts';

/** `npm run simulator`: the twins without the bot, for any client. Says where they are, how to get a token and how to stop. */

const realTime = createTwinClock();

const stopWith = (sentence: string, code: number): never => {
  console.error(sentence);
  process.exit(code);
};

const readSettings = () => {
  const config = readTwinConfig();
  const app = { id: config.appId || randomUUID(), secret: config.appSecret || randomUUID(), tenantId: config.appTenantId || FJORDLINE, ...redirectsOf(config) };
  return { config, app, options: readOptions(process.argv.slice(2), config) };
};

const sendState = async (portal: string, file: string): Promise<void> => {
  const response = await fetch(`${portal}/import`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: readFileSync(file) });
  if (!response.ok) throw new BadSetting(`${file} cannot be loaded: ${await response.text()}`);
};

const fetchState = async (portal: string, file: string): Promise<void> => {
  const response = await fetch(`${portal}/export`);
  writeFileSync(file, Buffer.from(await response.arrayBuffer()), { mode: 0o600 });
  console.log(`The state is saved in ${file}. Go on with it: npm run simulator -- --load ${file}`);
};

const front = async (twins: Alone, port: number | undefined): Promise<RunningFront | undefined> =>
  port === undefined ? undefined : startHttpsFront({ port, partnerCenter: twins.partnerCenter.address, entra: twins.entra.address, now: realTime.now() });

/** The authority's certificate in a file that NODE_EXTRA_CA_CERTS can name; it is no secret. */
const writeAuthority = (running: RunningFront): string => {
  const file = join(mkdtempSync(join(tmpdir(), 'simulator-')), 'authority.pem');
  writeFileSync(file, running.authority);
  return file;
};

const tokenHelp = ({ entra, partnerCenter }: Alone, app: { id: string; secret: string }): string => {
  const person = PEOPLE.find((one) => one.roles.includes('AdminAgents'));
  const token = `${entra.address}/${FJORDLINE}/oauth2/v2.0/token`;
  const secret = `-d client_id=${app.id} -d client_secret=${app.secret} -d scope=https://api.partnercenter.microsoft.com/.default`;
  return `A token for the application (made for this start; set TWIN_APP_ID and TWIN_APP_SECRET to keep it):
  TOKEN=$(curl -s ${token} -d grant_type=client_credentials ${secret} | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
  curl -H "Authorization: Bearer $TOKEN" ${partnerCenter.address}/v1/customers?size=5
A token for a person (${person?.name}, admin agent): first what Teams would send, then in exchange for it:
  SSO=$(curl -s ${entra.address}/twin/sso-token -H 'content-type: application/json' -d '{"tenantId":"${FJORDLINE}","personId":"${person?.id}"}' | sed 's/.*"token":"\\([^"]*\\)".*/\\1/')
  curl -s ${token} -d grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer -d requested_token_use=on_behalf_of -d assertion=$SSO ${secret}`;
};

const greet = (twins: Alone, { options, app, secured }: { options: SimulatorOptions; app: { id: string; secret: string }; secured: RunningFront | undefined }): void => {
  console.log(`
Partner Center   ${twins.partnerCenter.address}   = https://api.partnercenter.microsoft.com
Entra            ${twins.entra.address}   = https://login.microsoftonline.com; Graph at /graph, the bot channel at /botframework
Portal           ${twins.portal.address}   the people, Microsoft, the clock and the weather
Teams            ${twins.teams.address}   the rehearsal room
`);
  if (secured !== undefined) {
    console.log(`HTTPS            ${secured.address}   for clients with fixed addresses; docs/simulator.md says how to lead them here
  NODE_EXTRA_CA_CERTS=${writeAuthority(secured)}\n`);
  }
  console.log(tokenHelp(twins, app));
  console.log(`\nready simulator ${options.load ?? options.story} after ${Math.round(performance.now())} ms. Stop with Ctrl+C${options.save === undefined ? '' : `; the state then goes to ${options.save}`}.`);
};

const main = async (): Promise<void> => {
  const { config, app, options } = readSettings();
  const journals = config.dataDir === undefined ? {} : {
    journals: {
      partnerCenter: join(config.dataDir, 'partner-center.jsonl'), entra: join(config.dataDir, 'entra.jsonl'),
      teams: join(config.dataDir, 'teams.journal'), keys: join(config.dataDir, 'webhook-keys'),
    },
  };
  const twins = await startAlone({ ports: options.ports, story: options.story, app, botEndpoint: config.botEndpoint, ...journals });
  if (options.load !== undefined) await sendState(twins.portal.address, options.load);
  const secured = await front(twins, options.https);
  const stop = (): void => {
    const saved = options.save === undefined ? Promise.resolve() : fetchState(twins.portal.address, options.save);
    void saved.then(() => Promise.all([secured?.close(), twins.close()])).then(() => process.exit(0), (error: Error) => stopWith(error.message, 1));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  if (config.watchParent) process.stdin.resume().once('end', stop).once('error', stop);
  // A secret of one's own stays where it is.
  greet(twins, { options, app: config.appSecret === '' ? app : { ...app, secret: '$TWIN_APP_SECRET' }, secured });
};

try {
  await main();
} catch (error) {
  const fault = error as NodeJS.ErrnoException & { port?: number };
  if (fault.code === 'EADDRINUSE') stopWith(`Port ${fault.port} is taken by another program; stop that program or say --port.`, 1);
  stopWith(fault.message, fault instanceof BadSetting ? 78 : 1);
}
