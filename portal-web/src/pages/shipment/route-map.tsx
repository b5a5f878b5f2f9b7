import { useMediaQuery } from '@mantine/hooks';
import { geoGraticule10, geoPath } from 'd3-geo';
import type { FeatureCollection, GeometryObject } from 'geojson';
import { useEffect, useState } from 'react';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import fineUrl from 'world-atlas/countries-50m.json?url';
import coarseUrl from 'world-atlas/countries-110m.json?url';
import { type Frame, type Place, routeProjection, spanKm, travelled } from './route-geometry.ts';

type World = Topology<{ countries: GeometryCollection }>;

const WIDE = { width: 720, height: 220, padding: 44 };
const NARROW = { width: 380, height: 210, padding: 40 };
// Below this the coarse outlines are straight lines; the fine ones cost 180 KiB more.
const FINE_BELOW_KM = 2_500;

const worlds = new Map<string, Promise<FeatureCollection<GeometryObject>>>();

function loadWorld(url: string): Promise<FeatureCollection<GeometryObject>> {
  const known = worlds.get(url);
  if (known) return known;
  const loading = fetch(url)
    .then((answer) => answer.json() as Promise<World>)
    .then((world) => feature(world, world.objects.countries));
  worlds.set(url, loading);
  return loading;
}

function useWorld(places: readonly Place[]) {
  const [world, setWorld] = useState<FeatureCollection<GeometryObject> | null>(null);
  const url = spanKm(places) < FINE_BELOW_KM ? fineUrl : coarseUrl;
  useEffect(() => {
    let wanted = true;
    loadWorld(url).then(
      (loaded) => wanted && setWorld(loaded),
      // Without outlines the route is still drawn: the map is an aid, the stops below it are the facts.
      () => worlds.delete(url),
    );
    return () => {
      wanted = false;
    };
  }, [url]);
  return world;
}

export interface MapStop {
  readonly id: string;
  readonly place: Place;
  readonly label: string;
  readonly done: boolean;
}

interface RouteMapProps {
  readonly stops: readonly MapStop[];
  readonly position: Place | null;
  readonly arrived: boolean;
  readonly label: string;
}

/** The route over land and sea: what is behind, what is ahead, and where it was seen last. */
export default function RouteMap({ stops, position, arrived, label }: RouteMapProps) {
  const route = stops.map(({ place }) => place);
  const seen = position ? [...route, position] : route;
  const world = useWorld(seen);
  const frame = useMediaQuery('(max-width: 600px)', undefined, { getInitialValueInEffect: false }) ? NARROW : WIDE;
  const projection = routeProjection(seen, frame);
  projection.clipExtent([
    [-8, -8],
    [frame.width + 8, frame.height + 8],
  ]);
  const draw = geoPath(projection);
  const line = (places: readonly Place[]) =>
    draw({ type: 'LineString', coordinates: places.map(([x, y]) => [x, y]) }) ?? undefined;
  const behind = arrived ? route : travelled(route, position);
  const spot = position && !arrived ? projection([position[0], position[1]]) : null;
  return (
    <svg className="route-map" viewBox={`0 0 ${frame.width} ${frame.height}`} role="img" aria-label={label}>
      {world && <path className="map-land" d={draw(world) ?? undefined} />}
      <path className="map-grid" d={draw(geoGraticule10()) ?? undefined} />
      <path className="map-ahead" d={line(route)} />
      {behind.length > 1 && <path className="map-behind" d={line(behind)} />}
      {stops.map((stop) => (
        <StopMark key={stop.id} stop={stop} frame={frame} at={projection([stop.place[0], stop.place[1]])} />
      ))}
      {spot && (
        <g transform={`translate(${spot})`}>
          <circle className="map-halo" r="13" />
          <circle className="map-position" r="6.5" />
        </g>
      )}
    </svg>
  );
}

interface StopMarkProps {
  readonly stop: MapStop;
  readonly frame: Frame;
  readonly at: [number, number] | null;
}

function StopMark({ stop, frame, at }: StopMarkProps) {
  if (!at) return null;
  const [x, y] = at;
  const left = x > frame.width * 0.72;
  return (
    <g transform={`translate(${x},${y})`}>
      <circle className="map-stop" data-done={stop.done || undefined} r="5.5" />
      <text
        className="map-label"
        x={left ? -10 : 10}
        y={y > frame.height - 40 ? -9 : 18}
        textAnchor={left ? 'end' : 'start'}
      >
        {stop.label}
      </text>
    </g>
  );
}
