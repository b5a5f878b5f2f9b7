import type { PartnerProfile } from './profile.ts';

/** Who a trading partner is, whatever is agreed with it at the moment. */
export interface PartnerIdentity {
  /** Short name in paths: mailbox folder and POST /edi/ID. */
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  /** Their qualifier and id, such as `ZZ:ACME`; `*` takes any. */
  readonly senderId: string;
  /** Our qualifier and id; `*` takes any. */
  readonly receiverId: string;
  /** True while everything that we send is marked as a test (ISA15 T). */
  readonly test: boolean;
  /** PAUSED: what comes is kept and held, and nothing is sent. */
  readonly state: 'ACTIVE' | 'PAUSED';
}

/** A trading partner of one account, with the version of its profile that is in force. */
export interface Partner extends PartnerIdentity, PartnerProfile {
  /** Number of that version, from 1; every message remembers it. */
  readonly mapVersion: number;
}

/** True when an interchange with these ids may come from this partner. */
export const speaksFor = (partner: Partner, sender: string, receiver: string): boolean =>
  (partner.senderId === '*' || partner.senderId === sender) &&
  (partner.receiverId === '*' || partner.receiverId === receiver);
