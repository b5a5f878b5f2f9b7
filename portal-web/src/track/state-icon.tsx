/** @jsxImportSource preact */
import type { Tone } from './journey.ts';

const SHAPES: Readonly<Record<Tone, string>> = {
  // A box, a lorry, a warning triangle, a tick and a cross: told apart without colour.
  waiting: 'M12 3 20 7v10l-8 4-8-4V7zM4 7l8 4 8-4M12 11v10',
  moving: 'M2 6h12v10H2zM14 9h4l4 4v3h-8M6 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4M18 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4',
  late: 'M12 3 22 20H2zM12 10v4M12 17v.5',
  good: 'M3 12a9 9 0 1 0 18 0 9 9 0 1 0-18 0M8 12l3 3 5-6',
  bad: 'M8 3h8l5 5v8l-5 5H8l-5-5V8zM9 9l6 6M15 9l-6 6',
};

export const StateIcon = ({ tone }: { readonly tone: Tone }) => (
  <svg class="icon" viewBox="0 0 24 24" width="40" height="40" aria-hidden="true">
    <path d={SHAPES[tone]} fill="none" stroke="currentColor" stroke-width="1.8" stroke-linejoin="round" />
  </svg>
);
