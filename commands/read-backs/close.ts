import type { Facts, NewFact, Subject } from '../../journey/facts.ts';
import { idOf } from '../../journey/facts.ts';
import type { Transfer } from '../../journey/records.ts';
import type { CloseCheck } from '../../journey/rules/close.ts';
import { closeCheck } from '../../journey/rules/close.ts';
import { transfersOf } from '../../ledger/transfers.ts';
import type { PersonAccess } from '../../partnercenter/access.ts';
import type { CommandDeps } from '../deps.ts';

type Reads = Pick<CommandDeps, 'db' | 'partnerCenter'>;

/** All transfers of an organisation; more than any partner of the guide has. */
const ALL_TRANSFERS = 5000;

/** Customers whose close waits for a sign-off (R144, R147): everything is decided, one side or both have not signed. */
export const waitingCloses = (facts: Facts): Subject[] =>
  facts.subjects('close-checked').filter((subject) => {
    const checked = facts.latest('close-checked', subject)?.value;
    return checked !== undefined && !facts.has('customer-closed', subject) && checked.withoutProvider.length + checked.withoutPartner.length > 0;
  });

const signOffs = ({ withoutProvider, withoutPartner }: CloseCheck): string => JSON.stringify([withoutProvider, withoutPartner]);

/** Sign-offs stand in our own ledger; while none has come, Partner Center is not asked once a minute for every customer that waits. */
const hasNews = (facts: Facts, subject: Subject, transfers: readonly Transfer[]): boolean => {
  const before = facts.latest('close-checked', subject)?.value;
  return before === undefined || signOffs(before) !== signOffs(closeCheck({ facts, subject, transfers, subscriptions: [] }));
};

/**
 * Reads again what a close waits for, so that nobody has to ask whether the other side has signed by now (R120, R151). It closes nothing: that
 * stays a person's. Throws what Partner Center or Entra throw.
 */
export const readCloses = async ({ db, partnerCenter }: Reads, access: PersonAccess, facts: Facts): Promise<NewFact[]> => {
  const subjects = waitingCloses(facts);
  if (subjects.length === 0) return [];
  const transfers = await transfersOf(db, access.tenantId, ALL_TRANSFERS);
  const found: NewFact[] = [];
  for (const subject of subjects.filter((one) => hasNews(facts, one, transfers))) {
    const subscriptions = await partnerCenter.subscriptions.list(access, idOf(subject));
    found.push({ subject, kind: 'close-checked', value: closeCheck({ facts, subject, transfers, subscriptions }), proof: 'verified' });
  }
  return found;
};
