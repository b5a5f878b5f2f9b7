import { OWN_REQUEST } from '../graph/graph-client.ts';

/** How a sign-in ended. */
export type SignIn = 'signed-in' | 'wrong' | 'locked' | 'unreachable';

/** Asks the session door for a cookie. The page never sees the token inside it. */
export async function signIn(email: string, password: string): Promise<SignIn> {
  try {
    const answer = await fetch('/session', {
      method: 'POST',
      credentials: 'same-origin',
      headers: { ...OWN_REQUEST, 'content-type': 'application/json' },
      body: JSON.stringify({ email, password }),
    });
    if (answer.ok) return 'signed-in';
    if (answer.status === 423 || answer.status === 429) return 'locked';
    return answer.status < 500 ? 'wrong' : 'unreachable';
  } catch {
    return 'unreachable';
  }
}

/** Ends the session, then loads the page anew, so that nothing of one person's cache is left for the next. */
export async function signOut(): Promise<void> {
  await fetch('/session', { method: 'DELETE', credentials: 'same-origin', headers: OWN_REQUEST }).catch(() => null);
  location.assign('/sign-in');
}

/** Why a view did not open; null when it did. */
export interface ViewObjection {
  readonly code: string;
  readonly message: string;
}

// Where this window goes when the view that it has asked for begins or ends.
let destination: string | null = null;

/** The rights are others now: nothing that was read with those of before stays on screen or in the cache. */
export function loadAnew(): void {
  // The socket is closed while the door still answers: a reload then would undo the way to the page that was asked for.
  if (destination) location.assign(destination);
  else location.reload();
}

/** Sees the portal as this customer does from now on, in all windows of the session. */
export async function openCustomerView(accountId: string, reason: string): Promise<ViewObjection | null> {
  destination = '/shipments';
  const objection = await askForView(accountId, reason);
  if (objection) destination = null;
  else loadAnew();
  return objection;
}

async function askForView(accountId: string, reason: string): Promise<ViewObjection | null> {
  try {
    const answer = await fetch('/session/view', {
      method: 'POST',
      credentials: 'same-origin',
      headers: { ...OWN_REQUEST, 'content-type': 'application/json' },
      body: JSON.stringify({ accountId, reason }),
    });
    return answer.ok ? null : ((await answer.json()) as ViewObjection);
  } catch (error) {
    return { code: 'NETWORK', message: String(error) };
  }
}

/** Back to the own portal, on the customer's own page; nothing of what was seen stays in the cache. */
export async function endCustomerView(accountId: string | null): Promise<void> {
  destination = accountId ? `/accounts/${accountId}` : '/accounts';
  await fetch('/session/view', { method: 'DELETE', credentials: 'same-origin', headers: OWN_REQUEST }).catch(
    () => null,
  );
  loadAnew();
}

/** The session is gone: sign in again and come back to this page. */
export function leaveForSignIn(): void {
  if (location.pathname === '/sign-in') return;
  location.assign(`/sign-in?to=${encodeURIComponent(location.pathname + location.search)}`);
}

/** Only paths of this site are followed after a sign-in; anything else could be a trap in a link. */
export const safeReturn = (to: unknown): string =>
  typeof to === 'string' && /^\/(?![/\\])/.test(to) && !to.startsWith('/sign-in') ? to : '/shipments';
