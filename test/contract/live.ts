import { readContractSettings } from '../../scripts/contract/settings.ts';
import { makeLiveWorld, whyNotLive } from './live-world.ts';
import { partnerCenterContract } from './partner-center.ts';

/** The suite against the tenant of the environment; started by scripts/contract.ts, and no part of `npm test`. */
const settings = readContractSettings(process.env, new Date());
if (settings === undefined) throw new Error('Start this by npm run contract, with the credentials of a tenant in the environment.');
partnerCenterContract(`tenant ${settings.tenantId}`, () => makeLiveWorld(settings), (check) => whyNotLive(settings, check));
