/** Which of the two documents' rules hold where: `both` also when only a value differs between the rule sets. */
export type RuleProfile = '2020' | '2026' | 'both';

/** Every rule of the guide in short, in our own words; the number is its place in the list, from R1. */
const STATEMENTS = `
The journey is for a direct-bill partner
The Global administrator leads the transition
The partner decides, by a person and with a date
Undecided partners are told that a restriction comes
Only Microsoft restricts; the state is read, never guessed
!The revenue requirement counts from January 2021
!A floor for CSP revenue in twelve months, the bound included
Revenue is that of the partner global account
The twelve months roll with the day
!2020: enrol with the existing tenant; 2026: restricted first, or a new tenant
Whoever misses the requirements cannot buy for customers any more
All steps are shown, and the partner takes them
The partner profile is current before enrolling
The PartnerID is there before enrolling
Signed in to the tenant that will be transitioned
Enrolling takes a Global administrator
The whole need is weighed before enrolling
The form is compared before it is sent
"Enroll now" is pressed in the portal; evidence is asked for
!2020: one tenant with two roles; 2026: two are advised
=Enrolment is open for anniversaries from September to December
=Outside the window the button is missing
=For other anniversaries Microsoft tells later, without a day
The primary contact is a mailbox that somebody reads
Not started, submitted, approved: nothing goes on before approval
Approval takes up to five business days
The approval comes by mail to the primary contact
The status can be read under program info
Sign in again after the approval
!No way back for this tenant: warned twice, typed
The agreement shows on the overview after approval
Accepting opens the reseller's functions
The signer has authority
Afterwards the profile shows both roles
Complete means approved and agreement accepted
Direct customers are still managed
Invoices to direct customers go on
Indirect business may begin alongside
Direct and indirect customers are handled apart
A missing provider menu means an incomplete enrolment
A provider is needed
The provider bills, buys and supports
Providers are compared by a checklist, none is recommended
Training, marketing and credit are checklist headings
Only Microsoft's provider search is official
Further reading on providers
A partnership is none, invited or accepted
The provider begins the partnership
Only Microsoft's address is a true invitation
A Global administrator accepts the invitation
Accepted is what the list of relationships shows
Several providers are possible
Partner and provider both need the relationship
The relationship is what managing rests on
One joint invitation for a customer with a tenant
Choose the provider first, then invite
The provider needs its relationship to order
The draft is shown first
Open in mail or copy; nothing is sent by itself
The text may change, the link must not
One link per provider
Done ends the drafting, waiting begins
=Acceptance brings administrator rights
After acceptance the provider may order
Manage by the customer's row
A reseller cannot create tenants
The provider creates the tenant and names the reseller
The named reseller sees the customer in its list
No direct purchase for indirect customers
A reseller creates no orders
A reseller manages no Azure reservations
A reseller has no order history
A reseller buys no software
A reseller does not bill through Microsoft
The provider orders for indirect customers
!Licences and users are managed by the reseller
Renewals are the reseller's task
Look at the customer to tell the class
Product options visible: direct
Product options missing: indirect; unknown is asked
No transfer before the provider has the relationship
Extension or invitation, chosen per customer
The step document is linked, perhaps dead
The extension is done in the portal
Extension only after the complete enrolment
Extension only for direct customers
Not for customers won as a reseller
Only an accepted provider can be chosen
The shared billing data are shown
Where the customer's billing data can be seen
Sharing needs explicit consent, recorded
The extension brings no administrator rights
Administrator rights wanted: invitation instead
The customer sees the provider
=The provider also shows in the Store for Business
The customer consents before the extension
The customer is informed, so nobody is surprised
The extension takes an Admin agent
Customer page, then quick links
The button moves the relationship, not subscriptions
The chosen provider is compared with the plan
Saving is final, so it is confirmed
Extended only once it is read back
One customer at a time
The invitation is the other way, always offered
The same draft and link check as for new customers
In effect only when the customer has accepted
!After acceptance the provider may order
Before that the provider cannot order
The Cloud Agreement never counts after 31 January 2020
All customers need the Microsoft Customer Agreement
Case A: not accepted, so work with the provider
Case B: the customer's own acceptance is kept
!Case C: an attestation by the partner is lost
!Case C: the provider renews the acceptance
The channel decides; unknown counts as lost
No transfer without an acceptance valid through the provider
A reseller has no billing with Microsoft
Customers get subscriptions through the provider
No direct subscription may stay undecided
Transfers are made in the dashboard
Transfers take a complete enrolment
The customer has the provider before the transfer
The agreement is valid before the transfer
!Four phases, each with one owner
A request has at least one line
One customer per request
One provider per request
A rejection is possible and can be sent again
!The same by API, behind the same gates
!Creating takes an Admin agent
Where the customer's quick links are
The provider is checked right before creating
Where the transfer page is
Only what may move can be chosen, the rest with its reason
Summary before creating
An open request is read back
The provider is told
Accepting takes an Admin or Sales agent of the provider
The provider checks that the reseller is listed
Where the provider reviews
Only the provider accepts or rejects
Completion takes time, without a promise
The provider confirms the arrival
The provider informs the partner
Verifying takes an Admin or Sales agent
Only complete counts as success
The source list is checked after completion
Moved Azure is no longer listed
Moved licences are suspended, and that is success
Both sides sign off
New subscription ids, kept beside the old
Azure is matched by the id that stays
A line is in one open request only
Withdraw first to use a line again
Add-ons never move alone
Add-ons come along with their base
Quantities are frozen when created
No quantity changes while a request is open
A drift is shown before accepting
Withdraw and create again for a new quantity
Not everything can move; eligibility decides
Older licence subscriptions can move
Azure pay-as-you-go can move
!Azure plans do not move by the partner's request
Reserved instances do not move
!Fixed terms do not move by the partner's request
Marketplace subscriptions do not move
Unknown types do not move until proven
Microsoft's reason is shown unchanged
!Cancel and buy anew: agreed first, typed, by people only
Transfers cannot be tried in the sandbox
!Invitation to the incentives within 30 days
The PartnerID of the tenant is what the invitation rests on
The invitation goes to the PartnerID's mailbox
Direct incentives stay open
The two programmes are managed apart
What a direct partner owns end to end
The rule set is dated
An active PartnerID for the location
Authority to sign
First-level support is given
A fitting support plan
Credit check before the support plan
Microsoft mails the passed credit check
At least one service or solution
Billing and provisioning can be managed
All minimum requirements at once
Checklist before questionnaire
Microsoft decides; ours is an indication
Applied, then under review
The credit check is part of the review
The credit check takes days or more, without alarm
No support plan during the credit check
The plan only after the passed check
Direct partners must meet the same to remain
!Restriction comes eventually; today with days
Restricted partners cannot buy for customers
The way from the requirements to the transition
Further reading, perhaps dead
Steps in order; a missing one is named
One role matrix for everything
Växla drafts for others and sends nothing silently
One confirmation for the points of no return
Decisions and consents are kept unchanged
All timers run on a clock that is handed in
Every answer names its rule set and source
`;

export type RuleStatement = { readonly number: number; readonly statement: string; readonly profile: RuleProfile; /** The two rule sets answer differently. */ readonly differs: boolean };

/** `!` marks a rule on which the two rule sets differ, `=` one that holds by the guide of 2020 only. */
export const RULES: readonly RuleStatement[] = STATEMENTS.trim().split('\n').map((line, index) => ({
  number: index + 1, statement: line.replace(/^[!=]/, ''), profile: line.startsWith('=') ? '2020' : 'both', differs: line.startsWith('!'),
}));
