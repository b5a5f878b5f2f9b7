/** @jsxImportSource preact */
import type { TrackingViewFragment } from '../generated/operations.ts';
import { isFinal } from './journey.ts';
import { useSetting } from './setting.ts';

/** The rest that a consignee may know. */
export function Facts({ view }: { readonly view: TrackingViewFragment }) {
  const { say, moments } = useSetting();
  const facts: readonly (readonly [string, string | null])[] = [
    [say('facts.number'), view.number],
    [say('facts.origin'), view.originCity],
    [say('facts.destination'), view.destinationCity],
    [say('facts.pieces'), view.pieces > 0 ? String(view.pieces) : null],
    // Before the end it stands beside the ETA, where it matters.
    [
      say('facts.promised'),
      view.promisedAt && isFinal(view.state) ? moments.both(view.promisedAt, view.timeZone ?? 'UTC') : null,
    ],
  ];
  return (
    <section class="card">
      <h2>{say('facts.title')}</h2>
      <dl class="facts">
        {facts.map(([name, value]) =>
          value === null ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
    </section>
  );
}
