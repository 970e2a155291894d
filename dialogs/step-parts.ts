import type { Field } from '../cards/step-card.ts';
import type { Subject } from '../journey/facts.ts';
import type { Verdict } from '../journey/rules/verdict.ts';
import type { StepId } from '../journey/step-ids.ts';
import { STEPS } from '../journey/steps/all.ts';

/** The fields as they were left, when a card comes back because of one answer: nobody fills a form twice. */
export const refilled = (fields: readonly Field[], inputs: Readonly<Record<string, string>>): Field[] =>
  fields.map((field) => {
    const value = inputs[field.id];
    if (value === undefined || value === '') return field;
    if (field.kind === 'toggle') return { ...field, value: value === 'true' };
    return field.kind === 'number' ? { ...field, ...(Number.isFinite(Number(value)) ? { value: Number(value) } : {}) } : { ...field, value };
  });

/** What a blocked step waits for, each step once, with the customer where it is one of the same customer's. */
export const missingSteps = (verdicts: readonly Verdict[], subject: Subject): { step: StepId; subject: string }[] =>
  [...new Set(verdicts.flatMap(({ missing }) => missing ?? []))].map((step) => ({ step, subject: isOfCustomer(step) ? subject : '' }));

export const isOfCustomer = (step: StepId): boolean => STEPS.find((one) => one.id === step)?.of === 'customer';
