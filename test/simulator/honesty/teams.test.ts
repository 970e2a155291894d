import assert from 'node:assert/strict';
import type { Row } from '../../../simulator/honesty/row.ts';
import { CONNECTOR, TEAMS } from '../../../simulator/honesty/teams.ts';
import { Journal } from '../../../simulator/journal.ts';
import { APP, rig } from '../entra/rig.ts';
import { CONNECTOR_SHOWN, LIMITS_SHOWN } from './connector-shown.ts';
import { SIGNING_SHOWN } from './signing-shown.ts';
import { TEAMS_SHOWN } from './teams-shown.ts';
import { startTeamsWorld } from './teams-world.ts';

const shown = (rows: readonly Row[]): string[] => rows.flatMap(({ built }) => ('shown' in built ? [built.shown] : [])).sort();
const OPTIONS: Record<string, Parameters<typeof startTeamsWorld>[0]> = {
  'no answer within 15 seconds': { replyLimitMs: 200 },
  'installationUpdate add-upgrade': { journal: new Journal() },
};

describe('The honesty table about Teams', function () {
  this.timeout(60_000);

  it('has something that happens for each row, and nothing beside them', () => {
    assert.deepEqual(Object.keys({ ...CONNECTOR_SHOWN, ...LIMITS_SHOWN }).sort(), shown(CONNECTOR));
    assert.deepEqual(Object.keys({ ...TEAMS_SHOWN, ...SIGNING_SHOWN }).sort(), shown(TEAMS));
  });

  for (const [name, happens] of Object.entries({ ...CONNECTOR_SHOWN, ...LIMITS_SHOWN, ...TEAMS_SHOWN })) {
    it(`happens: ${name}`, async () => {
      const world = await startTeamsWorld({ limits: Object.hasOwn(LIMITS_SHOWN, name), ...OPTIONS[name] });
      try {
        await happens(world);
      } finally {
        await world.room.close();
      }
    });
  }

  for (const [name, happens] of Object.entries(SIGNING_SHOWN)) {
    it(`happens: ${name}`, async () => {
      const twin = await rig();
      const world = await startTeamsWorld({ entraAddress: twin.entra.address, appId: APP.id });
      try {
        await happens(world, twin);
      } finally {
        await Promise.all([world.room.close(), twin.entra.close()]);
      }
    });
  }
});
