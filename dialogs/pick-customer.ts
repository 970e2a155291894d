import { clean, plain } from '../cards/clean.ts';
import type { Field } from '../cards/step-card.ts';
import { stepCard } from '../cards/step-card.ts';
import type { AdaptiveCard } from '../cards/render.ts';
import type { Facts, Subject } from '../journey/facts.ts';
import { customerSubject, idOf, newCustomerName, newCustomerSubject } from '../journey/facts.ts';
import type { Customer } from '../journey/records.ts';
import type { Step } from '../journey/steps.ts';
import type { Text } from '../locales/text.ts';

/** The input with the chosen customer, the choice of a company that is no customer yet, and the inputs with names. */
export const CHOSEN = 'customer';
export const NEW_CUSTOMER = 'new';
export const NEW_NAME = 'new-name';
export const FIND = 'find';

/** More choices than these make a card larger than Teams takes; the others are found by their names. */
const MOST_CHOICES = 60;
/** Code points of a name in the list. */
const LONGEST_CHOICE = 60;

/** Customers that somebody means by an id, a whole name, or, when there is no such, by a part of the name. */
export const meant = (customers: readonly Customer[], wanted: string): readonly Customer[] => {
  const words = wanted.trim().toLocaleLowerCase();
  if (words === '') return [];
  const exact = customers.filter(({ customerId, name }) => customerId === wanted || name.toLocaleLowerCase() === words);
  return exact.length > 0 ? exact : customers.filter(({ name }) => name.toLocaleLowerCase().includes(words));
};

export type Picked = { readonly subject: Subject; readonly subjectName: string };

export const pickedCustomer = ({ customerId, name }: Customer): Picked => ({ subject: customerSubject(customerId), subjectName: name });

/** A company that is no customer yet counts only when something was recorded of it; what a button carries is never believed. */
export const pickedNew = (facts: Facts, step: Step, wanted: string): Picked | undefined => {
  const subject = customerSubject(wanted);
  const name = newCustomerName(subject);
  const isKnown = facts.all.some((fact) => fact.subject === subject);
  return step.takesNew === true && name !== undefined && isKnown ? { subject: newCustomerSubject(name), subjectName: name } : undefined;
};

/** The id by which a customer is looked up: a new company that has become a customer is that one. */
export const wantedId = (facts: Facts, wanted: string): string => idOf(facts.subjectOf(customerSubject(wanted)));

export type PickerData = {
  readonly step: Step;
  readonly handle: string;
  readonly customers: readonly Customer[];
  /** Those that fit what was typed; none when nothing was, or nothing fits. */
  readonly found: readonly Customer[];
  readonly problems: readonly string[];
};

/** Which customer a step is about: a list to choose from, and where it is too long, the way to find one by its name. */
export const pickerCard = ({ step, handle, customers, found, problems }: PickerData, text: Text): AdaptiveCard => {
  const listed = (found.length > 0 ? found : customers).slice(0, MOST_CHOICES);
  const choices = listed.map(({ name, customerId }) => ({ title: plain(clean(name, LONGEST_CHOICE)), value: customerId }));
  const offered = step.takesNew === true ? [...choices, { title: text.t('customer.new'), value: NEW_CUSTOMER }] : choices;
  const isWhole = listed.length === customers.length;
  const fields: Field[] = [{ kind: 'choice', id: CHOSEN, label: text.t('customer.label'), choices: offered, ...(isWhole ? { required: text.t('customer.error') } : {}) }];
  if (!isWhole) fields.push({ kind: 'text', id: FIND, label: text.t('map.find', { count: customers.length }), hint: text.t('map.find.hint') });
  if (step.takesNew === true) fields.push({ kind: 'text', id: NEW_NAME, label: text.t('customer.new.name') });
  const actions = [{ verb: 'choose-subject' as const, title: text.t('step.next'), style: 'positive' as const }, { verb: 'leave' as const, title: text.t('step.leave') }];
  return stepCard({ handle, title: text.t(`step.${step.id}.title`), intro: text.t('step.which-customer'), problems, fields, actions }, text);
};
