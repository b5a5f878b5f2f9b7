import type { AnyRouter } from '@tanstack/react-router';

/** How long the first page has the network for itself. */
const PATIENCE_MS = 2_000;

const whenIdle = (): Promise<void> =>
  new Promise((resolve) => {
    if (typeof requestIdleCallback === 'function') requestIdleCallback(() => resolve(), { timeout: 5_000 });
    else setTimeout(resolve, 200);
  });

const savesData = (): boolean => (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;

/** Fetches the scripts of all pages, one by one, while nothing else is to be done: then a lost network stops no way. */
export async function preloadPages(router: AnyRouter): Promise<void> {
  if (savesData()) return;
  await new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  for (const route of Object.values(router.routesById as AnyRouter['routesById'])) {
    const { component } = route.options as { component?: { preload?: () => Promise<void> } };
    if (!component?.preload) continue;
    await whenIdle();
    await component.preload();
  }
}
