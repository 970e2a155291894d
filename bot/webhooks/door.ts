import type { Hint } from '../../commands/take-hint.ts';
import { parseJsonObject } from '../edge/body.ts';
import { Refused } from '../edge/guard.ts';
import type { IncomingEvent } from '../edge/server.ts';
import type { SigningKeys } from './certificates.ts';
import { hintOf } from './event.ts';
import { checkSignature, readSignature } from './signature.ts';

export type EventDoorDeps = {
  readonly organisations: readonly { readonly tenantId: string }[];
  readonly keys: SigningKeys;
  readonly takeHint: (hint: Hint) => Promise<void>;
};

export const ORGANISATION = 'organisation';

/**
 * Takes one event of Partner Center's: organisation, headers, certificate, signature over the raw bytes, and only then the content. It settles when
 * the hint is stored; what is true is read from Partner Center afterwards. Throws `Refused`.
 */
export const createEventDoor = ({ organisations, keys, takeHint }: EventDoorDeps) => {
  const known = new Set(organisations.map(({ tenantId }) => tenantId));
  return async ({ url, headers, bytes }: IncomingEvent): Promise<void> => {
    const tenantId = new URLSearchParams(url.split('?', 2)[1] ?? '').get(ORGANISATION)?.toLowerCase() ?? '';
    if (!known.has(tenantId)) throw new Refused(403, 'organisation');
    const signature = readSignature(headers);
    const raw = await bytes();
    checkSignature(raw, signature, await keys.keyAt(signature.certificateUrl));
    await takeHint(hintOf(parseJsonObject(raw), tenantId));
  };
};
