/** @jsxImportSource preact */
import type { TrackingViewFragment } from '../generated/operations.ts';
import { shareOfRoute, toneOf } from './journey.ts';
import { useSetting } from './setting.ts';

/** Per cent of the width, left free for the marks at both ends. */
const INSET = 3;

type Stop = TrackingViewFragment['stops'][number];

/** The route as a line with its stops, and in words below. */
export function RouteStrip({ view, now }: { readonly view: TrackingViewFragment; readonly now: number }) {
  const { say } = useSetting();
  const first = view.stops[0];
  const last = view.stops.at(-1);
  if (!first || !last) return null;
  const share = shareOfRoute(view, now);
  return (
    <section class="card">
      <h2>{say('route.title')}</h2>
      <Line
        stops={view.stops}
        share={share}
        moving={toneOf(view) === 'moving' || toneOf(view) === 'late'}
        label={say('route.label', { from: first.city, to: last.city, percent: Math.round(share * 100) })}
      />
      <ol class="stops">
        {view.stops.map((stop) => (
          <StopLine key={stop.sequence} stop={stop} />
        ))}
      </ol>
    </section>
  );
}

interface LineProps {
  readonly stops: readonly Stop[];
  readonly share: number;
  readonly moving: boolean;
  readonly label: string;
}

function Line({ stops, share, moving, label }: LineProps) {
  // Percentages, so that the line is as wide as the card and its marks stay the size of a finger's tip.
  const x = (part: number) => `${INSET + part * (100 - 2 * INSET)}%`;
  const spacing = 1 / Math.max(1, stops.length - 1);
  return (
    <svg class="route" height="28" role="img" aria-label={label}>
      <line class="ahead" x1={x(0)} x2={x(1)} y1="14" y2="14" />
      <line class="done" x1={x(0)} x2={x(share)} y1="14" y2="14" />
      {stops.map(({ sequence }, index) => (
        <circle
          key={sequence}
          class={share > 0 && index * spacing <= share ? 'done' : 'ahead'}
          cx={x(index * spacing)}
          cy="14"
          r="6"
        />
      ))}
      {moving ? (
        <svg class="lorry" x={x(share)} y="14" aria-hidden="true">
          <path d="M-7-9 9 0-7 9z" />
        </svg>
      ) : null}
    </svg>
  );
}

function StopLine({ stop }: { readonly stop: Stop }) {
  const { say, moments } = useSetting();
  const at = stop.departedAt ?? stop.arrivedAt;
  return (
    <li>
      <span>
        <strong>{stop.city}</strong>
        {stop.region ? `, ${stop.region}` : ''} <span class="soft">{stop.country}</span>
      </span>
      <span class="soft">
        {say(stop.kind === 'PICKUP' ? 'route.pickup' : 'route.delivery')}
        {' · '}
        {at
          ? say(stop.departedAt ? 'route.departed' : 'route.arrived', { when: moments.both(at, stop.timeZone) })
          : say('route.ahead')}
      </span>
    </li>
  );
}
