import type { Permission, Role } from '../generated/operations.ts';

/** The part of a viewer that decides which buttons are shown. The server decides again on every call. */
export interface Actor {
  readonly role: Role | null;
  readonly scopes: readonly string[];
  /** Of staff: what they hold by role and grants together. */
  readonly permissions: readonly Permission[];
}

const STAFF: readonly Role[] = ['ACCOUNT_MANAGER', 'SALES', 'SALES_HEAD', 'OPERATOR', 'EXECUTIVE', 'ADMINISTRATOR'];
const has = (actor: Actor, roles: readonly Role[]) => actor.role !== null && roles.includes(actor.role);

export const holds = (actor: Actor, permission: Permission): boolean => actor.permissions.includes(permission);
export const isStaff = (actor: Actor): boolean => has(actor, STAFF);
/** Moves goods: tender answers, picking, packing, shipping, milestones. */
export const mayOperate = (actor: Actor): boolean =>
  has(actor, ['OPERATOR', 'ACCOUNT_MANAGER', 'SALES_HEAD', 'ADMINISTRATOR']);
/** Orders goods out: those who operate, and the customer's own people. */
export const mayOrder = (actor: Actor): boolean => mayWrite(actor) && (mayOperate(actor) || !isStaff(actor));
/** Answers customers: assigns, decides, changes states. */
export const mayServe = (actor: Actor): boolean => isStaff(actor) && mayWrite(actor);
export const mayKeepApiKeys = (actor: Actor): boolean =>
  mayWrite(actor) && has(actor, ['SHIPPER_ADMINISTRATOR', 'ADMINISTRATOR']);
export const mayInvite = (actor: Actor): boolean =>
  mayWrite(actor) && has(actor, ['SHIPPER_ADMINISTRATOR', 'ADMINISTRATOR']);
/** Adds units and people of the company, and decides about their rights. */
export const mayManageStaff = (actor: Actor): boolean => has(actor, ['ADMINISTRATOR']) && mayWrite(actor);
export const mayWrite = (actor: Actor): boolean => actor.scopes.includes('write');
/** Negotiates contracts: the commercial side, and the customer's own people. */
export const mayNegotiate = (actor: Actor): boolean =>
  mayWrite(actor) && actor.role !== null && actor.role !== 'OPERATOR';
/** Prices, promises to take goods back, and the hours of a branch: who commits the company. */
export const mayPrice = (actor: Actor): boolean =>
  mayServe(actor) && actor.role !== 'OPERATOR' && actor.role !== 'SALES';
/** The second person of a decision about a claim. */
export const mayApproveClaims = (actor: Actor): boolean => mayPrice(actor) && holds(actor, 'APPROVE_CLAIMS');
/** Contracts, rate cards and terms. */
export const mayEditRates = (actor: Actor): boolean => mayWrite(actor) && holds(actor, 'EDIT_RATES');
/** Says what classes of customers are granted: for the whole house. */
export const mayShapeTiers = (actor: Actor): boolean => mayWrite(actor) && has(actor, ['SALES_HEAD', 'ADMINISTRATOR']);
/** Lets clocks stand still and says by whose days they count: operators keep to both. */
export const mayKeepClocks = mayPrice;
/** Gives credit and releases orders: heads, not those who look after the customer. */
export const mayDecideCredit = (actor: Actor): boolean => mayServe(actor) && holds(actor, 'RELEASE_CREDIT');
/** Draws closed work for review and judges it. */
export const maySupervise = (actor: Actor): boolean => has(actor, ['EXECUTIVE', 'ADMINISTRATOR']);
/** Takes customers on and changes their records: the commercial side. */
export const mayKeepAccounts = (actor: Actor): boolean =>
  mayWrite(actor) && has(actor, ['ACCOUNT_MANAGER', 'SALES', 'SALES_HEAD', 'ADMINISTRATOR']);
/** Corrects how its own company is reached. */
export const mayKeepOwnAccount = (actor: Actor): boolean => mayWrite(actor) && actor.role === 'SHIPPER_ADMINISTRATOR';
/** What customers are worth: nobody's business on the floor, and never a customer's. */
export const maySeeValue = (actor: Actor): boolean => holds(actor, 'SEE_VALUE');
/** What carriers bill us: beside what customers pay it is the margin. */
export const maySeeCosts = maySeeValue;
/** Takes what carriers bill and decides what is paid. */
export const mayPayCarriers = (actor: Actor): boolean => mayPrice(actor) && maySeeCosts(actor);
