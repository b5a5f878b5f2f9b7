import { jwtVerify, SignJWT } from 'jose';
import type { DataRights } from './data-rights.ts';
import { AppError } from './errors.ts';
import { PERMISSIONS, type Permission } from './permissions.ts';

export type Role =
  | 'SHIPPER_USER'
  | 'SHIPPER_ADMINISTRATOR'
  | 'ACCOUNT_MANAGER'
  | 'SALES'
  | 'SALES_HEAD'
  | 'OPERATOR'
  | 'EXECUTIVE'
  | 'ADMINISTRATOR';

export const STAFF_ROLES: readonly Role[] = [
  'ACCOUNT_MANAGER',
  'SALES',
  'SALES_HEAD',
  'OPERATOR',
  'EXECUTIVE',
  'ADMINISTRATOR',
];

/** What each role brings along; grants of a person add to it and take from it. */
export const ROLE_PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  SHIPPER_USER: [],
  SHIPPER_ADMINISTRATOR: [],
  ACCOUNT_MANAGER: ['SEE_VALUE', 'EDIT_RATES'],
  SALES: ['SEE_VALUE'],
  SALES_HEAD: ['SEE_VALUE', 'EDIT_RATES', 'APPROVE_CLAIMS', 'APPROVE_CREDIT_NOTES', 'RELEASE_CREDIT'],
  OPERATOR: [],
  EXECUTIVE: ['SEE_VALUE', 'RELEASE_CREDIT'],
  ADMINISTRATOR: PERMISSIONS,
};

/** What a viewer can see at all. Every store function turns it into a predicate on the account. */
export type Reach =
  | { readonly kind: 'account'; readonly accountId: string }
  /**
   * Somebody of the company in the unit with this path. Their customers are those of the unit and of all units below it,
   * or, with `data`, those that it lets through.
   */
  | { readonly kind: 'organization'; readonly path: string; readonly data?: DataRights }
  /** The holder of a tracking link: one shipment of one account. */
  | { readonly kind: 'shipment'; readonly accountId: string; readonly shipmentId: string }
  /** Nothing at all: who may not read. */
  | { readonly kind: 'nothing' }
  /** The product itself: demo clock, EDI bridge on behalf of no one, administration. */
  | { readonly kind: 'everything' };

/** One look of somebody of the company through a customer's eyes. */
export interface Viewing {
  readonly id: string;
  /** Member who looks. */
  readonly memberId: string;
  readonly by: string;
  readonly reason: string;
  /** Epoch milliseconds. */
  readonly since: number;
  readonly until: number;
  /** Of the person who looks. */
  readonly locale: string;
  readonly timeZone: string;
}

/** Who asks. Verified once at the gateway; the only thing that resolvers know about the caller. */
export interface Viewer {
  readonly kind: 'member' | 'key' | 'link' | 'system';
  /** Member, key or link id; `system` for the product itself. */
  readonly id: string;
  readonly name: string;
  readonly role: Role | null;
  readonly reach: Reach;
  /** `read`, `write`, `edi` for members and keys; link scopes for links. */
  readonly scopes: readonly string[];
  /** What the person may do beyond and within the role; left out: what the role brings along. */
  readonly permissions?: readonly Permission[];
  /** Set while somebody of the company looks as this customer does: they read, and change nothing. */
  readonly viewing?: Viewing;
  /** The member's session (its id, no secret): lets them end all others. */
  readonly sessionId?: string;
}

export const systemViewer = (name: string): Viewer => ({
  kind: 'system',
  id: 'system',
  name,
  role: 'ADMINISTRATOR',
  reach: { kind: 'everything' },
  scopes: ['read', 'write', 'edi'],
});

export const isStaff = (viewer: Viewer): boolean =>
  viewer.kind === 'system' || (viewer.kind === 'member' && viewer.role !== null && STAFF_ROLES.includes(viewer.role));

/** May this person of the company do what not everybody of the role may? Nobody else holds permissions. */
export const holds = (viewer: Viewer, permission: Permission): boolean =>
  isStaff(viewer) && permissionsOf(viewer).includes(permission);

/** What the viewer holds, in the order of `PERMISSIONS`. */
export const permissionsOf = ({ permissions, role }: Viewer): readonly Permission[] =>
  permissions ?? (role === null ? [] : ROLE_PERMISSIONS[role]);

/** Commits the company in writing: prices, decisions, terms. The floor and the field sales do not. */
export const mayCommit = (viewer: Viewer): boolean =>
  isStaff(viewer) && mayWrite(viewer) && viewer.role !== 'OPERATOR' && viewer.role !== 'SALES';

/** Path of the unit that somebody of the company works for; the product itself works for all. */
export const unitOf = ({ reach }: Viewer): string => (reach.kind === 'organization' ? reach.path : '/');

/** The account a viewer belongs to, or null for staff. */
export const accountOf = (viewer: Viewer): string | null =>
  viewer.reach.kind === 'account' || viewer.reach.kind === 'shipment' ? viewer.reach.accountId : null;

/**
 * The viewer as a reader: without the `read` scope nothing is in reach. Links have scopes of their own, which their
 * stores look at.
 */
export const asReader = (viewer: Viewer): Viewer =>
  viewer.kind === 'link' || viewer.scopes.includes('read') ? viewer : { ...viewer, reach: { kind: 'nothing' } };

export const mayWrite = (viewer: Viewer): boolean => viewer.scopes.includes('write');

const SHARED = 'shared';

/** Stands for many people: what depends on the person is true of none of them. */
export const isShared = ({ id }: Viewer): boolean => id === SHARED;

/**
 * The viewer without the person: what many subscribers share. Work for a group of subscribers runs with this viewer,
 * so nothing that depends on the person can leak from one to another.
 */
export const sharedViewer = ({ kind, role, reach, scopes, permissions }: Viewer): Viewer => ({
  kind,
  id: SHARED,
  name: 'shared',
  role,
  reach,
  scopes,
  ...(permissions && { permissions }),
});

/** Text that is equal for two viewers exactly when they may see the same. */
export const scopeKey = (viewer: Viewer): string =>
  JSON.stringify([
    viewer.kind,
    viewer.role,
    viewer.reach,
    [...viewer.scopes].sort(),
    [...permissionsOf(viewer)].sort(),
  ]);

export const VIEWER_HEADER = 'x-quayside-viewer';
const LIFETIME = '60s';
const AUDIENCE = 'quayside-subgraph';

/** Signs the viewer for a subgraph in another process. Lives for a minute: it travels on every request anew. */
export const signViewer = (viewer: Viewer, secret: string): Promise<string> =>
  new SignJWT({ viewer })
    .setProtectedHeader({ alg: 'HS256' })
    .setAudience(AUDIENCE)
    .setIssuedAt()
    .setExpirationTime(LIFETIME)
    .sign(new TextEncoder().encode(secret));

/** A viewer whose signature holds, and until when (epoch milliseconds). */
export interface VerifiedHeader {
  readonly viewer: Viewer;
  readonly expiresAt: number;
}

/** @throws AppError UNAUTHENTICATED when the header is missing, stale, without an end or not signed by the gateway. */
export const verifyViewerHeader = async (
  header: string | null | undefined,
  secret: string,
): Promise<VerifiedHeader> => {
  if (!header) throw new AppError('UNAUTHENTICATED', 'This subgraph answers the gateway only.');
  try {
    const { payload } = await jwtVerify(header, new TextEncoder().encode(secret), {
      audience: AUDIENCE,
      algorithms: ['HS256'],
      // A signature without an end would be a password that never changes.
      requiredClaims: ['exp'],
    });
    return { viewer: payload['viewer'] as Viewer, expiresAt: Number(payload.exp) * 1000 };
  } catch {
    throw new AppError('UNAUTHENTICATED', 'The viewer header is not valid.');
  }
};

/** As `verifyViewerHeader`, for those who look once. */
export const verifyViewer = async (header: string | null | undefined, secret: string): Promise<Viewer> =>
  (await verifyViewerHeader(header, secret)).viewer;
