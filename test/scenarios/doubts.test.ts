import { deepEqual, equal, ok } from 'node:assert/strict';
import type { Transfer } from '../../journey/records.ts';
import { lanesOf, openLine, quiet, standing } from '../helpers/lanes.ts';
import { MINUTE, newCommerceStage } from '../helpers/new-commerce-stage.ts';
import { theOtherWay } from '../helpers/other-way.ts';
import { until } from '../helpers/until.ts';

/** Where the documentation leaves something open, the bot must get on with either reading; here with the one that the twin does not follow by itself. */
describe('Every doubt about Partner Center decided the other way', function () {
  this.timeout(180_000);
  const { world, lane, offer, press, ended, pass, atPartnerCenter, last } = newCommerceStage({ licences: 2 });
  before(() => world().portal('/switches', theOtherWay()));

  const verified = (transfer: Transfer): Promise<Transfer> =>
    until('both sides are verified', async () => (await world().transfers()).find((one) => one.transferId === transfer.transferId && one.sourceVerifiedAt !== undefined));

  it('a legacy request is withdrawn, and one is accepted and verified on both sides', async () => {
    const [first, second] = await lanesOf(world());
    ok(first !== undefined && second !== undefined);
    const open = await openLine(world(), first);
    await press('Astrid', open, 'withdraw');
    equal((await standing(world(), open.transferId, 'withdrawn')).decided?.name, 'Astrid Lind');
    equal(await atPartnerCenter(open), 'Withdrawn', 'the twin keeps it, under a word of its own');
    await quiet(world());
    deepEqual(await last(open), ['withdrawn', 'withdrawn']);

    const other = await openLine(world(), second);
    await press('Sofia', other, 'accept');
    await ended(await standing(world(), other.transferId, 'in-progress'));
    await pass(61 * MINUTE, other);
    await press('Sofia', await standing(world(), other.transferId, 'complete'), 'confirm-landed');
    ok((await verified(other)).idMap.every(({ newId }) => newId !== undefined));
  });

  it('a new-commerce request is cancelled, and one is taken and verified on both sides', async () => {
    const unwanted = await offer(lane());
    await press('Astrid', unwanted, 'decline');
    const declined = await standing(world(), unwanted.transferId, 'declined');
    await quiet(world());
    await press('Sofia', declined, 'cancel');
    await standing(world(), unwanted.transferId, 'cancelled');

    const offered = await offer(lane());
    await press('Astrid', offered, 'take');
    await ended(offered);
    await pass(16 * MINUTE, offered);
    await standing(world(), offered.transferId, 'in-progress');
    await pass(61 * MINUTE, offered);
    await press('Sofia', await standing(world(), offered.transferId, 'complete'), 'confirm-landed');
    await verified(offered);
  });
});
