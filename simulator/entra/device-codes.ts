import { randomBytes, randomInt } from 'node:crypto';
import type { Journal } from '../journal.ts';
import { fingerprint } from './ids.ts';
import type { Grant } from './refresh-tokens.ts';
import { AadRefusal } from './refusals.ts';

/** Seconds that a device code lives and that its holder must wait between two questions, in real time. */
export const DEVICE_LIFETIME_S = 900;
export const DEVICE_INTERVAL_S = 5;

/** `tenantId` is undefined when the device asked at a shared name: any person may then approve. */
export type DeviceAsk = { tenantId: string | undefined; scope: string };
type Kept = DeviceAsk & { hash: string; userCode: string; issuedAt: number; askedAt: number; state: 'pending' | 'declined' | 'redeemed'; grant?: Grant };

export type DeviceCodes = {
  issue(ask: DeviceAsk): { deviceCode: string; userCode: string };
  /** What a code that a person typed stands for, while it can be approved. */
  byUserCode(userCode: string): DeviceAsk | undefined;
  /** The person's decision; undefined declines. */
  decide(userCode: string, grant: Grant | undefined): void;
  /** The grant once it is approved, good once; until then a refusal that says what to do. */
  redeem(deviceCode: string): Grant;
};

/** Letters that cannot be mistaken for each other, as on the codes that Entra shows. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const newUserCode = (): string => Array.from({ length: 9 }, () => LETTERS[randomInt(LETTERS.length)]).join('');

export const openDeviceCodes = (journal: Journal, now: () => Date): DeviceCodes => {
  const kept = journal.collection<Kept>('entra-device-codes');
  const isOver = (code: Kept): boolean => now().getTime() - code.issuedAt >= DEVICE_LIFETIME_S * 1000;
  for (const code of kept.all()) if (isOver(code)) kept.delete(code.hash);
  const open = (userCode: string): Kept | undefined => {
    const wanted = userCode.trim().toUpperCase();
    return kept.all().find((code) => code.userCode === wanted && code.state === 'pending' && code.grant === undefined && !isOver(code));
  };
  return {
    issue: (ask) => {
      const deviceCode = randomBytes(64).toString('base64url');
      const hash = fingerprint(deviceCode);
      const userCode = newUserCode();
      kept.set(hash, { ...ask, hash, userCode, issuedAt: now().getTime(), askedAt: 0, state: 'pending' });
      return { deviceCode, userCode };
    },
    byUserCode: (userCode) => {
      const found = open(userCode);
      return found === undefined ? undefined : { tenantId: found.tenantId, scope: found.scope };
    },
    decide: (userCode, grant) => {
      const found = open(userCode);
      if (found === undefined) throw new AadRefusal(70018);
      kept.set(found.hash, grant === undefined ? { ...found, state: 'declined' } : { ...found, grant });
    },
    redeem: (deviceCode) => {
      const found = kept.get(fingerprint(deviceCode));
      if (found === undefined) throw new AadRefusal(70018);
      if (found.state === 'redeemed') throw new AadRefusal(54005);
      if (isOver(found)) throw new AadRefusal(70020);
      if (found.state === 'declined') throw new AadRefusal(65004, [], { error: 'authorization_declined' });
      const at = now().getTime();
      const isHasty = at - found.askedAt < DEVICE_INTERVAL_S * 1000;
      kept.set(found.hash, { ...found, askedAt: at, ...(found.grant === undefined ? {} : { state: 'redeemed' }) });
      if (found.grant !== undefined) return found.grant;
      throw new AadRefusal(70016, [], isHasty ? { error: 'slow_down' } : {});
    },
  };
};
