/** @jsxImportSource preact */
import { Actions, type Doing } from './actions.tsx';
import { Facts } from './facts.tsx';
import type { Connection } from './live.ts';
import type { Snapshot } from './page-data.ts';
import { RouteStrip } from './route-strip.tsx';
import { type Setting, SettingProvider } from './setting.ts';
import { SiteHeader } from './site-header.tsx';
import { StateCard } from './state-card.tsx';
import { Timeline } from './timeline.tsx';

interface Props {
  readonly setting: Setting;
  readonly snapshot: Snapshot;
  /** Epoch milliseconds at which the snapshot was true. */
  readonly takenAt: number;
  readonly now: number;
  readonly connection: Connection;
  readonly doing: Doing | null;
}

/** The whole page, drawn by the server first and kept true by the script. */
export function Page({ setting, snapshot, takenAt, now, connection, doing }: Props) {
  const { say } = setting;
  const shipper = snapshot.shipperAccount.name;
  return (
    <SettingProvider value={setting}>
      <SiteHeader language={setting.language} label={say('page.languages')} />
      <main>
        <p class="from">
          {say('page.from', { shipper })} · {snapshot.number}
        </p>
        <StateCard view={snapshot} takenAt={takenAt} now={now} />
        <Actions snapshot={snapshot} doing={connection === 'ended' ? null : doing} />
        <RouteStrip view={snapshot} now={now} />
        <Timeline milestones={snapshot.milestones} />
        <Facts view={snapshot} />
      </main>
      <footer class="soft">
        <p>{say('page.help', { shipper })}</p>
        <p>{say('page.privacy')}</p>
      </footer>
      <ConnectionBanner setting={setting} connection={connection} shipper={shipper} />
    </SettingProvider>
  );
}

interface BannerProps {
  readonly setting: Setting;
  readonly connection: Connection;
  readonly shipper: string;
}

/** Lies over the page instead of pushing it down; nothing moves when a connection comes and goes. */
function ConnectionBanner({ setting: { say }, connection, shipper }: BannerProps) {
  if (connection === 'live') return null;
  return (
    <p class={`banner banner-${connection}`}>
      {say(`live.${connection}`)}
      {connection === 'ended' ? ` ${say('live.endedNext', { shipper })}` : ''}
    </p>
  );
}
