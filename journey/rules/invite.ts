import type { Facts, Subject } from '../facts.ts';
import { newCustomerName } from '../facts.ts';
import type { StepAttempt, StepInput } from '../steps.ts';
import { isAccepted } from './partner-up.ts';
import { routeOf } from './route.ts';
import type { Verdict } from './verdict.ts';

/** Both the partner and the provider need a relationship with the customer before the provider can order (R53, R63, R64, R109). */
export type RelationshipFlags = { readonly partner: boolean; readonly provider: boolean; readonly mayOrder: boolean };

/** `isCustomer`: stands in the partner's own list. A customer that is only invited has authorised nobody yet (R107). */
export const relationshipFlags = (facts: Facts, subject: Subject, providerId: string): RelationshipFlags => {
  const isSeen = (kind: 'invitation-accepted' | 'extension-seen'): boolean => {
    const fact = facts.latest(kind, subject);
    return fact?.proof === 'verified' && fact.value.providerId === providerId;
  };
  const provider = isSeen('invitation-accepted') || isSeen('extension-seen');
  const partner = newCustomerName(subject) === undefined || provider;
  return { partner, provider, mayOrder: partner && provider };
};

/** A link counts as unchanged when it stands in the text as it came, and does not go on with other signs of an address (R60). */
const holds = (text: string, link: string): boolean => {
  const at = text.indexOf(link);
  return at >= 0 && !/[\w/?&=%#-]/.test(text.charAt(at + link.length)) && !/\w/.test(text.charAt(at - 1));
};

export type Draft = { readonly providerId: string; readonly link: string; readonly text: string };

/** What is wrong with the text of an invitation: its link changed or gone (R60), or the link of another provider in it (R61). */
export const draftVerdicts = ({ facts, profile }: Pick<StepInput, 'facts' | 'profile'>, { providerId, link, text }: Draft): readonly Verdict[] => {
  const others = facts.all.flatMap((fact) => (fact.kind === 'invitation-drafted' && fact.value.providerId !== providerId && fact.value.link !== link ? [fact.value.link] : []));
  const invitations = text.match(/https:\/\/admin\.microsoft\.com\/\S*/gi) ?? [];
  const isForeign = others.some((other) => text.includes(other)) || invitations.some((address) => !address.startsWith(link));
  return [
    ...(link === '' || !holds(text, link) ? [{ code: 'link-changed', rule: 60, profile }] : []),
    ...(isForeign ? [{ code: 'link-of-another', rule: 61, profile }] : []),
  ];
};

/** What may not be recorded: a draft with another link, a sending without a draft for the same provider (R58, R62), an acceptance that was not read (R107). */
export const refusesInvitation = (input: StepInput, { facts }: StepAttempt): readonly Verdict[] => {
  const { profile, subject } = input;
  const drafted = input.facts.latest('invitation-drafted', subject)?.value;
  return facts.flatMap((fact): readonly Verdict[] => {
    switch (fact.kind) {
      case 'invitation-drafted':
        return draftVerdicts(input, fact.value);
      case 'invitation-sent':
        return drafted?.providerId === fact.value.providerId ? [] : [{ code: 'draft-first', rule: 58, profile }];
      case 'invitation-accepted':
        return fact.proof === 'verified' ? [] : [{ code: 'acceptance-not-read', rule: 107, profile }];
      case 'route-chosen':
      case 'tenant-asked':
        return isAccepted(input.facts, fact.value.providerId) ? [] : [{ code: 'provider-not-accepted', rule: 56, profile }];
      default:
        return [];
    }
  });
};

/** An existing customer is invited when that way was chosen (R82, R105); a new company needs no way, it has only this one (R55, R67). */
export const inviteBlocks = ({ facts, subject, profile }: StepInput): readonly Verdict[] => {
  if (newCustomerName(subject) !== undefined || routeOf(facts, subject) !== undefined) return [];
  return [{ code: 'step-missing', rule: 201, profile, missing: 'route' }];
};
