import { figuresOf, ok, type Refusal, type Result } from '@quayside/shared/result';
import {
  CODE_LENGTH,
  emailFault,
  emptyOrKeep,
  firstFault,
  keepUnlessGiven,
  type Optional,
  textFault,
} from '../checks.ts';

/** A person at the customer. */
export interface Contact {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly jobTitle: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  /** What to call this person about. */
  readonly topics: readonly string[];
  readonly version: number;
}

interface ContactFields {
  readonly jobTitle?: Optional<string>;
  readonly email?: Optional<string>;
  readonly phone?: Optional<string>;
  readonly topics?: Optional<readonly string[]>;
}

export interface AddContactInput extends ContactFields {
  readonly accountId: string;
  readonly name: string;
}

export interface UpdateContactInput extends ContactFields {
  readonly id: string;
  readonly version: number;
  readonly name?: Optional<string>;
}

const MOST_TOPICS = 20;

const inputFault = (input: ContactFields & { readonly name?: Optional<string> }): Refusal | null =>
  firstFault([
    textFault('name', input.name),
    textFault('jobTitle', input.jobTitle),
    emailFault('email', input.email),
    textFault('phone', input.phone, CODE_LENGTH),
    ...(input.topics ?? []).map((topic) => textFault('topics', topic, CODE_LENGTH)),
    (input.topics?.length ?? 0) > MOST_TOPICS
      ? {
          ...{ code: 'TOO_MANY', message: `A contact has ${MOST_TOPICS} topics at most.`, field: 'topics' },
          figures: figuresOf({ most: MOST_TOPICS }),
        }
      : null,
  ]);

const tidyTopics = (topics: readonly string[]): string[] => [...new Set(topics.map((topic) => topic.trim()))];

/** A new contact of an account. */
export function addedContact(input: AddContactInput, id: string): Result<Contact> {
  const fault = inputFault(input);
  if (fault) return { ok: false, refusal: fault };
  return ok({
    id,
    accountId: input.accountId,
    name: input.name.trim(),
    jobTitle: input.jobTitle ?? null,
    email: input.email?.trim() ?? null,
    phone: input.phone ?? null,
    topics: tidyTopics(input.topics ?? []),
    version: 1,
  });
}

/** The contact after an update: what is left out stays. The version stays too; the store counts it. */
export function changedContact(contact: Contact, input: UpdateContactInput): Result<Contact> {
  const fault = inputFault(input);
  if (fault) return { ok: false, refusal: fault };
  return ok({
    ...contact,
    name: keepUnlessGiven(input.name, contact.name).trim(),
    jobTitle: emptyOrKeep(input.jobTitle, contact.jobTitle),
    email: emptyOrKeep(input.email, contact.email)?.trim() ?? null,
    phone: emptyOrKeep(input.phone, contact.phone),
    topics: input.topics ? tidyTopics(input.topics) : contact.topics,
  });
}
