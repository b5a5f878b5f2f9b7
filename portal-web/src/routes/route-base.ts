import { createRootRouteWithContext, createRoute, Outlet } from '@tanstack/react-router';
import type { Graph } from '../graph/graph-client.ts';
import { SignedIn } from '../session/signed-in.tsx';
import { LostPage } from '../shell/lost-page.tsx';

export const root = createRootRouteWithContext<Graph>()({ component: Outlet, notFoundComponent: LostPage });

/** Everything behind the sign-in. */
export const portal = createRoute({ getParentRoute: () => root, id: 'portal', component: SignedIn });
export const page = () => portal;

/** The router lays what was read over the address as it came; only `undefined` takes a word out of it. */
export const only =
  <Search extends object>(read: (address: Record<string, unknown>) => Search) =>
  (address: Record<string, unknown>): Search => ({
    ...Object.fromEntries(Object.keys(address).map((word) => [word, undefined])),
    ...read(address),
  });

/** A word of the address that says something. */
export const text = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined);
