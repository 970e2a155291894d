/** What the measured servers are told, as one JSON argument. */
export type TwinSetup = { readonly port: number; readonly entra: string; readonly story: string };
export type FloorSetup = { readonly port: number; /** File with what is to be answered, as `Stock`. */ readonly stock: string };

/** Finished answers of the twin: the list of each customer that is read, and one created transfer as a pattern. */
export type Stock = { readonly lists: Readonly<Record<string, object>>; readonly created: object };

/** One creation: an eligible subscription, and who gets it. */
export type Creation = { readonly customerId: string; readonly target: string; readonly subscriptionId: string };

/** The PartnerID of Fjordline, which stands on each line. */
export const RESELLER = '7000123';
export const readsOf = (customerId: string): string => `/v1/customers/${customerId}/subscriptions`;
export const creationsOf = (customerId: string): string => `/v1/customers/${customerId}/transfers`;

export const readSetup = <T>(): T => JSON.parse(process.argv[2] ?? '{}') as T;
