import { createTwinClock } from '../../simulator/clock.ts';
import { Journal } from '../../simulator/journal.ts';
import { startPartnerCenter } from '../../simulator/partner-center/partner-center.ts';
import { STORIES } from '../../simulator/stories/stories.ts';
import { readSetup, type TwinSetup } from './setup.ts';

/** The measured twin, as `npm run simulator` starts it, in memory; only the budget of 500 requests a minute is lifted, or there would be nothing to measure. */
const { port, entra, story } = readSetup<TwinSetup>();
const tell = STORIES[story];
if (tell === undefined) throw new Error(`There is no story "${story}".`);
const clock = createTwinClock();
await startPartnerCenter({
  port, portalPort: 0, clock, journal: new Journal(), entraAddress: entra, story: () => tell(clock.now()), limitPerMinute: Number.MAX_SAFE_INTEGER,
});
