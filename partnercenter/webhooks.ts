import { z } from 'zod';
import type { Access } from './access.ts';
import { isPartnerCenterError } from './errors.ts';
import { parse } from './paging.ts';
import type { Requests } from './request.ts';
import type { ReadOptions, WriteIds } from './seen.ts';

/** Where Partner Center sends an organisation's events, and which (API topic 11.1). One for each tenant. */
export type WebhookRegistration = { readonly url: string; readonly events: readonly string[] };

/** All of it is open to the application alone. Throws PartnerCenterError or TokenError. */
export type Webhooks = {
  /** Every event that can be asked for; the list is only known by asking. */
  readonly offered: (access: Access, options?: ReadOptions) => Promise<readonly string[]>;
  /** Undefined where nothing is registered. */
  readonly registration: (access: Access, options?: ReadOptions) => Promise<WebhookRegistration | undefined>;
  /** The first registration; 409 when somebody was there first. */
  readonly register: (access: Access, registration: WebhookRegistration, ids: WriteIds) => Promise<void>;
  readonly change: (access: Access, registration: WebhookRegistration, ids: WriteIds) => Promise<void>;
};

const PATH = '/webhooks/v1/registration';
const registration = z.object({ webhookUrl: z.string(), webhookEvents: z.array(z.string()) });

export const createWebhooks = (requests: Requests): Webhooks => {
  const put = (method: 'POST' | 'PUT') => async (access: Access, { url, events }: WebhookRegistration, ids: WriteIds): Promise<void> => {
    // The signature stays in `Authorization`, where the documentation has it first.
    const body = { WebhookUrl: url, WebhookEvents: events, SignatureTokenToMsSignatureHeader: false };
    await requests.write({ access, attempted: 'register for events', method, path: PATH, body, ids });
  };
  return {
    offered: async (access, options) => {
      const answer = await requests.read({ access, attempted: 'list events', path: `${PATH}/events`, options });
      return parse(answer, z.array(z.string()), answer.json);
    },
    registration: async (access, options) => {
      try {
        const answer = await requests.read({ access, attempted: 'read the registration for events', path: PATH, options });
        const { webhookUrl, webhookEvents } = parse(answer, registration, answer.json);
        return { url: webhookUrl, events: webhookEvents };
      } catch (error) {
        if (isPartnerCenterError(error) && error.httpStatus === 404) return undefined;
        throw error;
      }
    },
    register: put('POST'),
    change: put('PUT'),
  };
};
