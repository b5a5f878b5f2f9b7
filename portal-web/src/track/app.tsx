/** @jsxImportSource preact */
import { useMemo } from 'preact/hooks';
import { Page } from './page.tsx';
import type { PageData } from './page-data.ts';
import { settingIn } from './setting.ts';
import { useTracking } from './use-tracking.ts';

/** The page with its life: starts as the server drew it, then follows the shipment. */
export function App({ data, token }: { readonly data: PageData; readonly token: string }) {
  const setting = useMemo(() => settingIn(data.language, data.messages), [data]);
  return <Page setting={setting} {...useTracking(data, token)} />;
}
