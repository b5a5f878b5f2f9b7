import type { DataRights } from '@quayside/shared/data-rights';
import type { Exchange } from '@quayside/shared/exchange';
import type { Permission } from '@quayside/shared/permissions';

/** What the customer subgraph tells the others. The only file of it that other workspaces import. */
export const CUSTOMER_SOURCE = 'customer';

/** `account.opened.v1` and `account.changed.v1`; subject is the account. */
export interface AccountFacts {
  readonly accountId: string;
  readonly name: string;
  /** Path of the branch that answers for the account, such as `/group/east/boston/`. */
  readonly branchPath: string;
  readonly accountManagerId: string | null;
  /** Where the customer is at home, as entered. Left out by older versions. */
  readonly region?: string;
}
/** `consignee.registered.v1`: whose a consignee is, which never changes; subject is the consignee. */
export interface ConsigneeRegistered {
  readonly consigneeId: string;
  readonly accountId: string;
}
export const CONSIGNEE_REGISTERED = 'consignee.registered.v1';

export const ACCOUNT_OPENED = 'account.opened.v1';
export const ACCOUNT_CHANGED = 'account.changed.v1';

/** `credential.revoked.v1`: a session was closed or an API key revoked. Its sockets must close. */
export interface CredentialRevoked {
  /** Hex SHA-256 of the secret, as the gateway knows it. */
  readonly credentialHash: string;
}
export const CREDENTIAL_REVOKED = 'credential.revoked.v1';
/**
 * `credential.changed.v1`: who holds it may do and see something else now. It still holds; what was remembered of it is
 * old, and its sockets open anew.
 */
export type CredentialChanged = CredentialRevoked;
export const CREDENTIAL_CHANGED = 'credential.changed.v1';

/** `member.changed.v1`: a person who signs in was invited or is another now; subject is the member, seq its version. */
export interface MemberFacts {
  readonly memberId: string;
  readonly name: string;
  readonly email: string;
  /** One of the roles of the schema. */
  readonly role: string;
  /** Set for people of a customer. */
  readonly accountId: string | null;
  /** Set for people of the company: path of their unit. */
  readonly unitPath: string | null;
  readonly locale: string;
  /** IANA name. */
  readonly timeZone: string;
  readonly active: boolean;
  /** What they may do at all: `read`, `write`, `edi`. */
  readonly scopes: readonly string[];
  /** Permissions of staff, of role and grants together. Left out by older versions: those of the role. */
  readonly permissions?: readonly Permission[] | null;
  /** Which customers staff see, where it is not simply those of their unit. */
  readonly data?: DataRights | null;
}
export const MEMBER_CHANGED = 'member.changed.v1';

/** `org-unit.moved.v1`: a unit with all below it stands elsewhere; subject is the unit, seq its version. */
export interface OrgUnitMoved {
  readonly unitId: string;
  /** Its path before and since. Whatever is kept by a path that begins with the first begins with the second from now on. */
  readonly from: string;
  readonly to: string;
}
export const ORG_UNIT_MOVED = 'org-unit.moved.v1';

/** `customer-view.opened.v1` and `customer-view.ended.v1`: staff look at the portal as a customer does; subject is the look. */
export interface CustomerViewFacts {
  readonly viewId: string;
  readonly accountId: string;
  /** Name and member id of who looks. */
  readonly by: string;
  readonly memberId: string;
  readonly reason: string;
  /** Epoch milliseconds. */
  readonly openedAt: number;
  readonly endsAt: number;
  readonly endedAt: number | null;
}
export const CUSTOMER_VIEW_OPENED = 'customer-view.opened.v1';
export const CUSTOMER_VIEW_ENDED = 'customer-view.ended.v1';

/** `touch.logged.v1`: somebody of ours and somebody of a customer had to do with each other; subject is the touch. */
export interface TouchLogged {
  readonly touchId: string;
  readonly accountId: string;
  readonly channel: string;
  /** Epoch milliseconds. */
  readonly heldAt: number;
}
export const TOUCH_LOGGED = 'touch.logged.v1';

/** `touch.heard.v1`: something was said in conversations with a customer. For the staff only; subject is the account. */
export interface TouchHeard {
  readonly accountId: string;
  readonly internal: true;
}
export const TOUCH_HEARD = 'touch.heard.v1';

/** `account.referrer-changed.v1`: somebody said who brought an account. For the staff only; subject is the account. */
export interface ReferrerChanged {
  readonly accountId: string;
  /** Null when nobody did. */
  readonly referrerId: string | null;
  /** Who was said to have brought it until then. */
  readonly before: string | null;
  readonly by: string;
  readonly internal: true;
}
export const REFERRER_CHANGED = 'account.referrer-changed.v1';

/** A day of what happened with a customer before it was here. Counts, and amounts in minor units of the currency. */
export interface HistoryDay {
  /** YYYY-MM-DD */
  readonly on: string;
  readonly currency: string;
  readonly orders?: number;
  readonly deliveries?: number;
  readonly exceptions?: number;
  readonly complaints?: number;
  readonly claims?: number;
  readonly revenueMinor?: number;
  /** What the revenue was for. */
  readonly service?: string;
  readonly carrierCostMinor?: number;
  readonly claimsPaidMinor?: number;
  readonly paymentMinor?: number;
  readonly paymentDaysLate?: number;
  /** 1 to 5. */
  readonly score?: number;
}
/** `history.imported.v1`; subject is the import. */
export interface HistoryImported {
  readonly accountId: string;
  readonly rows: readonly HistoryDay[];
}
export const HISTORY_IMPORTED = 'history.imported.v1';

/** `customer.valued.v1`: figures of a customer are others now. For the staff only; subject is the account. */
export interface CustomerValued {
  readonly accountId: string;
  readonly stage: string;
  readonly grade: string | null;
  readonly riskLevel: string | null;
}
export const CUSTOMER_VALUED = 'customer.valued.v1';
/** `value-settings.changed.v1`: customers are valued by other settings now; subject is `settings`. */
export interface ValueSettingsChanged extends Exchange {
  readonly version: number;
  readonly by: string;
}
export const VALUE_SETTINGS_CHANGED = 'value-settings.changed.v1';
