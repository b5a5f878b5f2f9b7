/** What the customer subgraph tells the others. The only file of it that other workspaces import. */
export const CUSTOMER_SOURCE = 'customer';

/** `account.opened.v1` and `account.changed.v1`; subject is the account. */
export interface AccountFacts {
  readonly accountId: string;
  readonly name: string;
  /** Path of the branch that answers for the account, such as `/group/east/boston/`. */
  readonly branchPath: string;
  readonly accountManagerId: string | null;
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
