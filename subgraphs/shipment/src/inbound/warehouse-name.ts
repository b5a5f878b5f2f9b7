import type { PartyInput } from '../shipment/order-input.ts';

/** A warehouse of ours by the code that a depositor has for it. */
export interface WarehouseName {
  readonly accountId: string;
  readonly code: string;
  readonly name: string;
}

type Told = { readonly warehouse: string; readonly parties?: readonly PartyInput[] | null | undefined };

/** The code under which goods are announced for a warehouse that is called by its name as well; null where it is not. */
export function codeTold({ warehouse, parties }: Told): { code: string; name: string } | null {
  const name = warehouse.trim();
  const party = (parties ?? []).find(
    (one) => one.name?.trim() === name && one.code?.trim() && one.code.trim() !== name,
  );
  return party?.code ? { code: party.code.trim(), name } : null;
}
