import { lazy, Suspense } from 'react';
import { formatRelative } from '../../format/instant.ts';
import { Moment, useNow } from '../../format/moment.tsx';
import { PanelBoundary } from '../../graph/query-failure.tsx';
import { useText } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';
import { Panel } from '../../ui/panel.tsx';
import { placeOf } from './route-geometry.ts';
import type { ShipmentProps } from './shipment-props.ts';
import './route-panel.css';

const RouteMap = lazy(() => import('./route-map.tsx'));
type Stop = ShipmentProps['shipment']['stops'][number];

/** A position that is older than this is history, and is called so. */
const STALE_MS = 6 * 3_600_000;

/** Map and stops. The stops say everything that the map shows. */
export function RoutePanel({ shipment }: ShipmentProps) {
  const t = useText();
  const stops = [...shipment.stops].sort((a, b) => a.sequence - b.sequence);
  if (stops.length === 0) return null;
  return (
    <Panel title={t('shipment.routeAndStops')} flush>
      <PanelBoundary fallback={null}>
        <Suspense fallback={<div className="route-map" />}>
          <MapOfRoute shipment={shipment} stops={stops} />
        </Suspense>
      </PanelBoundary>
      <ol className="stops">
        {stops.map((stop) => (
          <StopLine key={stop.id} stop={stop} />
        ))}
      </ol>
    </Panel>
  );
}

function MapOfRoute({ shipment, stops }: ShipmentProps & { stops: readonly Stop[] }) {
  const t = useText();
  const { locale } = useReading();
  const now = useNow();
  const marks = stops.flatMap((stop) => {
    const place = placeOf(stop);
    return place ? [{ id: stop.id, place, label: stop.address.city, done: !!(stop.arrivedAt ?? stop.departedAt) }] : [];
  });
  if (marks.length === 0) return null;
  const last = [...shipment.milestones].sort((a, b) => b.at.localeCompare(a.at)).find((each) => placeOf(each));
  const position = last ? placeOf(last) : null;
  const arrived = shipment.state === 'DELIVERED';
  const stale = last && now - Date.parse(last.at) > STALE_MS;
  const cities = marks.map(({ label }) => label).join(' → ');
  return (
    <figure className="route-figure">
      <RouteMap stops={marks} position={position} arrived={arrived} label={t('shipment.mapLabel', { cities })} />
      {last && !arrived && (
        <figcaption data-stale={stale || undefined}>
          {t(stale ? 'shipment.positionStale' : 'shipment.position', { age: formatRelative(last.at, locale, now) })}
          {last.place && ` · ${last.place}`}
        </figcaption>
      )}
    </figure>
  );
}

function StopLine({ stop }: { stop: Stop }) {
  const t = useText();
  const { address } = stop;
  const street = [
    ...address.lines,
    [address.postalCode, address.city].filter(Boolean).join(' '),
    address.region,
    address.country,
  ];
  return (
    <li data-done={stop.arrivedAt || stop.departedAt ? '' : undefined}>
      <div className="stop-place">
        <span className="stop-kind">{t(`stopKind.${stop.kind}`)}</span>
        <strong>{stop.name}</strong>
        <span className="soft small">{street.filter(Boolean).join(', ')}</span>
      </div>
      <dl className="stop-times">
        {stop.windowFrom && (
          <div>
            <dt>{t('stop.window')}</dt>
            <dd>
              <Moment at={stop.windowFrom} zone={stop.timeZone} />
              {stop.windowTo && (
                <>
                  {' – '}
                  <Moment at={stop.windowTo} zone={stop.timeZone} />
                </>
              )}
            </dd>
          </div>
        )}
        {stop.arrivedAt && (
          <div>
            <dt>{t('stop.arrived')}</dt>
            <dd>
              <Moment at={stop.arrivedAt} zone={stop.timeZone} />
            </dd>
          </div>
        )}
        {stop.departedAt && (
          <div>
            <dt>{t('stop.departed')}</dt>
            <dd>
              <Moment at={stop.departedAt} zone={stop.timeZone} />
            </dd>
          </div>
        )}
      </dl>
    </li>
  );
}
