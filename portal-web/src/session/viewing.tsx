import { useLingui } from '@lingui/react';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import type { Reading } from '../format/instant.ts';
import type { ViewerQuery } from '../generated/operations.ts';

export type Viewer = ViewerQuery['viewer'] & { readonly role: NonNullable<ViewerQuery['viewer']['role']> | null };

const ViewerContext = createContext<Viewer | null>(null);

export function ViewerProvider({ viewer, children }: { viewer: Viewer; children: ReactNode }) {
  return <ViewerContext value={viewer}>{children}</ViewerContext>;
}

/** Who is signed in. */
export function useViewer(): Viewer {
  const viewer = useContext(ViewerContext);
  if (!viewer) throw new Error('A page must be inside ViewerProvider.');
  return viewer;
}

/** The language and the zone in which this person reads. Before a sign-in that is the device's. */
export function useReading(): Reading {
  const viewer = useContext(ViewerContext);
  const { i18n } = useLingui();
  const timeZone =
    viewer?.member?.timeZone ?? viewer?.viewing?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  return useMemo(() => ({ locale: i18n.locale, timeZone }), [i18n.locale, timeZone]);
}
