import { TENANTS } from '../people.ts';
import { STORIES } from '../stories/stories.ts';

/**
 * Prints one line of JSON for whoever starts a rehearsal: the stories that can be told, and the companies that the bot is told of.
 * The bystander is left out, because the rehearsal has to show how a stranger is refused.
 */
const organisations = TENANTS.filter((tenant) => tenant.side !== 'bystander').map(({ id, side, mpnId, name }) => ({ tenantId: id, side, mpnId, name }));
process.stdout.write(`${JSON.stringify({ stories: Object.keys(STORIES), organisations })}\n`);
