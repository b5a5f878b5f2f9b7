import { type GeoProjection, geoAzimuthalEqualArea, geoCentroid, geoDistance, geoInterpolate } from 'd3-geo';

/** Longitude, latitude in degrees. */
export type Place = readonly [number, number];

export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly padding: number;
}

const pair = ([longitude, latitude]: Place): [number, number] => [longitude, latitude];
const RADIUS_OF_EARTH_KM = 6371;

/**
 * A projection turned to the middle of the route. A map that is cut at 180 degrees tears a Pacific crossing in two;
 * this one is cut on the far side of the earth from the route, wherever that is.
 */
export function routeProjection(places: readonly Place[], { width, height, padding }: Frame): GeoProjection {
  const points = { type: 'MultiPoint' as const, coordinates: places.map(pair) };
  const [longitude, latitude] = geoCentroid(points);
  const projection = geoAzimuthalEqualArea().rotate([-longitude, -latitude]);
  const box: [[number, number], [number, number]] = [
    [padding, padding],
    [width - padding, height - padding],
  ];
  const curve = { type: 'LineString' as const, coordinates: places.map(pair) };
  projection.fitExtent(box, curve);
  // One town, or two next to each other: keep enough around them to recognise where that is.
  const closest = (Math.min(width, height) / SMALLEST_VIEW_KM) * RADIUS_OF_EARTH_KM;
  if (projection.scale() > closest || !Number.isFinite(projection.scale())) {
    projection.scale(closest).translate([width / 2, height / 2]);
  }
  return projection;
}
// Low enough to name a region, high enough that a coast or a border is in sight: land alone has no face.
const SMALLEST_VIEW_KM = 1_500;

/** Length of the longest leg in kilometres: it decides how fine the coast must be drawn. */
export const spanKm = (places: readonly Place[]): number =>
  Math.max(0, ...places.flatMap((a) => places.map((b) => geoDistance(pair(a), pair(b)) * RADIUS_OF_EARTH_KM)));

/** The part of a route that lies behind: along the great circle, up to the point next to the last position. */
export function travelled(route: readonly Place[], position: Place | null): Place[] {
  if (!position || route.length < 2) return [];
  let best = { leg: 0, part: 0, distance: Number.POSITIVE_INFINITY };
  for (let leg = 0; leg < route.length - 1; leg++) {
    const along = geoInterpolate(pair(route[leg]!), pair(route[leg + 1]!));
    for (let step = 0; step <= STEPS; step++) {
      const distance = geoDistance(along(step / STEPS), pair(position));
      if (distance < best.distance) best = { leg, part: step / STEPS, distance };
    }
  }
  const end = geoInterpolate(pair(route[best.leg]!), pair(route[best.leg + 1]!))(best.part);
  return [...route.slice(0, best.leg + 1), end];
}
const STEPS = 60;

interface Located {
  readonly latitude?: number | null;
  readonly longitude?: number | null;
}

/** Coordinates, or null when one of them is missing. */
export const placeOf = ({ latitude, longitude }: Located): Place | null =>
  typeof latitude === 'number' && typeof longitude === 'number' ? [longitude, latitude] : null;
