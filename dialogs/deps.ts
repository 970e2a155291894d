import type { Activity, TurnContext } from 'botbuilder';
import type { CustomerOverview } from '../commands/movable.ts';
import type { Gate } from '../commands/transfer-gate.ts';
import type { Ordered, TransferOrder } from '../commands/order-transfer.ts';
import type { CustomerChoice, Person } from '../journey/records.ts';
import type { Text } from '../locales/text.ts';

/** What the conversations use of the rest of the program. They decide nothing and reach nothing by themselves. */
export type DialogDeps = {
  /** Who is speaking in this turn, as read from the ledger at its beginning. */
  readonly speaker: (context: TurnContext) => Person;
  readonly text: (context: TurnContext) => Text;
  readonly newId: () => string;
  /** The PartnerID that becomes partner of record on the person's transfers. */
  readonly partnerOfRecord: (person: Person) => string;
  readonly newHandle: () => string;
  /** True when the person's own token for Partner Center is at hand. */
  readonly isSignedIn: (person: Person) => Promise<boolean>;
  /** The message that makes Teams send the person's single sign-on token, or shows the sign-in button. */
  readonly signInMessage: (context: TurnContext) => Partial<Activity>;
  readonly movableCustomers: (person: Person) => Promise<CustomerChoice[]>;
  readonly movableLines: (person: Person, customerId: string) => Promise<CustomerOverview>;
  /** What stands in the way of the organisation's transfers, or of this customer's, and which step to open for it; undefined: nothing. */
  readonly enrolmentGate: (person: Person) => Promise<Gate | undefined>;
  readonly customerGate: (person: Person, overview: CustomerOverview) => Promise<Gate | undefined>;
  /** Brings the card of a transfer anew; false when it is none of the person's organisation. */
  readonly showTransfer: (person: Person, transferId: string) => Promise<boolean>;
  /** Address of a page in the portal of Partner Center, or of the rehearsal's. */
  readonly portal: (path: string) => string;
  /** True when the person's organisation has ordered this transfer already. */
  readonly isOrdered: (person: Person, transferId: string) => Promise<boolean>;
  readonly orderTransfer: (order: TransferOrder) => Promise<Ordered>;
  /** Says what this person can do now, or what is open; used inside a dialog as well as outside. */
  readonly sayHelp: (context: TurnContext) => Promise<void>;
  readonly sayStatus: (context: TurnContext) => Promise<void>;
  readonly chooseLanguage: (context: TurnContext, locale: 'en' | 'sv') => Promise<void>;
  /** Explains a fault of Partner Center in the person's words; returns false for anything that is not one. */
  readonly explainFault: (context: TurnContext, error: unknown) => Promise<boolean>;
};
