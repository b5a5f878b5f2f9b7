import { ok, type Refusal, type Result } from '@quayside/shared/result';
import {
  addressFault,
  CODE_LENGTH,
  emailFault,
  firstFault,
  type Optional,
  type PostalAddress,
  type PostalAddressInput,
  remarkFault,
  textFault,
  timeZoneFault,
  toAddress,
} from '../checks.ts';

/** The party that receives, under the account that ships to it. */
export interface Consignee {
  readonly id: string;
  readonly accountId: string;
  /** The account's own code for this ship-to, such as the N104 of its orders. */
  readonly code: string | null;
  readonly name: string;
  readonly address: PostalAddress | null;
  readonly phone: string | null;
  readonly email: string | null;
  /** Standing needs: dock hours, lift gate, call before delivery. */
  readonly needs: string | null;
  readonly timeZone: string | null;
  readonly version: number;
}

export interface RegisterConsigneeInput {
  readonly accountId: string;
  readonly code?: Optional<string>;
  readonly name: string;
  readonly address?: Optional<PostalAddressInput>;
  readonly phone?: Optional<string>;
  readonly email?: Optional<string>;
  readonly needs?: Optional<string>;
  readonly timeZone?: Optional<string>;
}

const words = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();

/** How a consignee without a code is recognised: by name and postal code, however they are spaced and cased. */
export const nameKey = (name: string, postalCode: Optional<string>): string =>
  `${words(name)}|${words(postalCode ?? '').replaceAll(' ', '')}`;

/** Unique per account: the code where there is one, else name and postal code. */
export const identityKey = ({ code, name, address }: Pick<Consignee, 'code' | 'name' | 'address'>): string =>
  code ? `code:${code}` : `name:${nameKey(name, address?.postalCode)}`;

/** What is wrong with an input, or null. */
export const registrationFault = (input: RegisterConsigneeInput): Refusal | null =>
  firstFault([
    textFault('code', input.code, CODE_LENGTH),
    textFault('name', input.name),
    addressFault('address', input.address),
    textFault('phone', input.phone, CODE_LENGTH),
    emailFault('email', input.email),
    remarkFault('needs', input.needs),
    timeZoneFault('timeZone', input.timeZone),
  ]);

/**
 * The consignee as an order names it now: a new one, or the known one with what the order adds. An order that says
 * nothing about a phone or the dock hours does not take them away, so only what is given replaces what is known.
 */
export function registered(input: RegisterConsigneeInput, known: Consignee | null, id: string): Result<Consignee> {
  const fault = registrationFault(input);
  if (fault) return { ok: false, refusal: fault };
  return ok({
    id: known?.id ?? id,
    accountId: input.accountId,
    code: input.code?.trim() || known?.code || null,
    name: input.name.trim(),
    address: input.address ? toAddress(input.address) : (known?.address ?? null),
    phone: input.phone ?? known?.phone ?? null,
    email: input.email?.trim() ?? known?.email ?? null,
    needs: input.needs ?? known?.needs ?? null,
    timeZone: input.timeZone ?? known?.timeZone ?? null,
    version: known?.version ?? 1,
  });
}

/** True when a registration tells nothing new. */
export const isSame = (one: Consignee, other: Consignee): boolean => JSON.stringify(one) === JSON.stringify(other);
