import { useEffect } from 'react';
import { showDecimals } from '../format/quantity.ts';
import { ViewerDocument } from '../generated/operations.ts';
import { QueryFailure } from '../graph/query-failure.tsx';
import { useRecord } from '../graph/use-record.ts';
import { isLanguage, speak } from '../language/language.ts';
import { PortalShell } from '../shell/portal-shell.tsx';
import { leaveForSignIn } from './session-door.ts';
import { type Viewer, ViewerProvider } from './viewing.tsx';

/** Lets in who is signed in; everyone else is sent to the door and brought back here afterwards. */
export function SignedIn() {
  const { record: viewer, error, refresh } = useRecord(ViewerDocument, {}, (data) => data.viewer, 'cache-first');
  const locale = viewer?.member?.locale ?? viewer?.viewing?.locale;
  useEffect(() => {
    if (isLanguage(locale)) void speak(locale);
  }, [locale]);
  if (viewer) showDecimals({ rate: viewer.display.rateDecimals, quantity: viewer.display.quantityDecimals });
  if (viewer && viewer.kind !== 'member') leaveForSignIn();
  if (error && !viewer) return <QueryFailure error={error} retry={refresh} />;
  if (!viewer) return null;
  return (
    <ViewerProvider viewer={viewer as Viewer}>
      <PortalShell />
    </ViewerProvider>
  );
}
