import type { NewCommerceVerb } from '../journey/new-commerce-records.ts';
import type { Transfer, TransferVerb } from '../journey/records.ts';
import type { Decision } from '../ledger/decisions.ts';
import type { CommandDeps } from './deps.ts';
import { readNewCommerce, writeNewCommerce } from './new-commerce-verbs.ts';
import type { NewCommerceDecision } from './new-commerce-verbs.ts';
import { readLegacy, writeLegacy } from './partner-center-verbs.ts';
import type { Answer, LegacyDecision, Reading } from './partner-center-verbs.ts';

const OF_NEW_COMMERCE: Readonly<Record<NewCommerceVerb, true>> = { offer: true, take: true, decline: true, cancel: true };

const isNewCommerce = (verb: TransferVerb): verb is NewCommerceVerb => Object.hasOwn(OF_NEW_COMMERCE, verb);

/** Reads before and after every write: what is already so is adopted, not done again. */
export const readNow = (deps: CommandDeps, decision: Decision, transfer: Transfer): Promise<Reading> =>
  isNewCommerce(decision.verb) ? readNewCommerce(deps, decision as NewCommerceDecision, transfer) : readLegacy(deps, decision as LegacyDecision, transfer);

/** Sends the order once, with the stored MS-RequestId. Throws what the client throws. */
export const write = (deps: CommandDeps, decision: Decision, transfer: Transfer): Promise<Answer> =>
  isNewCommerce(decision.verb) ? writeNewCommerce(deps, decision as NewCommerceDecision, transfer) : writeLegacy(deps, decision as LegacyDecision, transfer);
