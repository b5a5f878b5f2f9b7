import type { RouteComponent } from '@tanstack/react-router';
import { type ComponentType, use } from 'react';

/** The script of a page could not be fetched: the network is gone, or a new version has replaced it. */
export class PageUnreachable extends Error {
  /** Lets the next visit try again. */
  readonly forget: () => void;
  constructor(cause: unknown, forget: () => void) {
    super('The page could not be fetched.', { cause });
    this.name = 'PageUnreachable';
    this.forget = forget;
  }
}

/**
 * A page whose script is fetched when it is needed. The router's own lazyRouteComponent loads the whole document anew
 * when that fails, and without a network the browser then shows its own error page in place of the portal.
 */
export function lazyPage<Name extends string>(
  load: () => Promise<Record<Name, ComponentType>>,
  name: Name,
): RouteComponent {
  let Page: ComponentType | undefined;
  let fault: PageUnreachable | undefined;
  let loading: Promise<void> | undefined;
  const forget = () => {
    fault = undefined;
  };
  const fetchOnce = (): Promise<void> => {
    loading ??= load().then(
      (module) => {
        Page = module[name];
      },
      (cause: unknown) => {
        loading = undefined;
        fault = new PageUnreachable(cause, forget);
      },
    );
    return loading;
  };
  // biome-ignore lint/correctness/noComponentHookFactories: called once for each route, when the script starts
  const Lazy = () => {
    if (Page) return <Page />;
    if (fault) throw fault;
    use(fetchOnce());
    return null;
  };
  // Ahead of time a failure is no news: the visit itself will try again.
  Lazy.preload = () => fetchOnce().then(forget);
  return Lazy;
}
