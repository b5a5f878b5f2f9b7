import { expect, it } from 'vitest';
import { safeReturn } from './session-door.ts';

it.each([
  ['/claims/1?tab=x', '/claims/1?tab=x'],
  ['//evil.example/', '/shipments'],
  ['/\\evil.example', '/shipments'],
  ['https://evil.example/', '/shipments'],
  ['/sign-in', '/shipments'],
  [undefined, '/shipments'],
])('returns from the sign-in for %s only to this site', (to, path) => {
  expect(safeReturn(to)).toBe(path);
});
