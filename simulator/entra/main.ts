import { join } from 'node:path';
import { createTwinClock } from '../clock.ts';
import { redirectsOf } from '../config.ts';
import type { TwinConfig } from '../config.ts';
import { Journal } from '../journal.ts';
import { PEOPLE, TENANTS } from '../people.ts';
import { runTwin } from '../run.ts';
import { startEntra } from './entra.ts';
import type { RunningEntra } from './entra.ts';

const start = async (config: TwinConfig): Promise<RunningEntra> => {
  const app = { id: config.appId, secret: config.appSecret, tenantId: config.appTenantId };
  if (Object.values(app).includes('')) throw new Error('set TWIN_APP_ID, TWIN_APP_SECRET and TWIN_APP_TENANT_ID.');
  const journal = new Journal(config.dataDir === undefined ? undefined : join(config.dataDir, 'entra.jsonl'));
  const offsets = journal.collection<number>('clock');
  const clock = createTwinClock(offsets.get('offset') ?? 0, (offset) => offsets.set('offset', offset));
  return startEntra({ port: config.entraPort, clock, journal, people: PEOPLE, tenants: TENANTS, app: { ...app, ...redirectsOf(config) } });
};

await runTwin('entra', start);
