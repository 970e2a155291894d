import type { TurnContext } from 'botbuilder';
import type { KnownPerson } from '../../ledger/people.ts';
import type { Text } from '../../locales/text.ts';
import { createText } from '../../locales/text.ts';

const SPEAKER = Symbol('speaker');

/** Keeps who is speaking for the length of the turn, so that every part of it means the same person. */
export const setSpeaker = (context: TurnContext, person: KnownPerson): void => {
  context.turnState.set(SPEAKER, person);
};

/** The person whose turn this is; a turn without one never reaches the parts that ask. */
export const speakerOf = (context: TurnContext): KnownPerson => {
  const person = context.turnState.get<KnownPerson | undefined>(SPEAKER);
  if (person === undefined) throw new Error('This turn has no speaker.');
  return person;
};

export const textFor = (person: Pick<KnownPerson, 'locale' | 'timeZone'>): Text => createText(person.locale, person.timeZone);

export const textOf = (context: TurnContext): Text => textFor(speakerOf(context));
