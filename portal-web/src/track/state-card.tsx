/** @jsxImportSource preact */
import type { TrackingViewFragment } from '../generated/operations.ts';
import { isFinal, STEPS, stepOf, toneOf } from './journey.ts';
import { useSetting } from './setting.ts';
import { StateIcon } from './state-icon.tsx';
import { wordFor } from './words.ts';

/** After this long without a fact, an estimate is called old. */
const STALE_SECONDS = 24 * 3600;

interface Props {
  readonly view: TrackingViewFragment;
  /** Epoch milliseconds at which the view was true: ages in it are counted from there. */
  readonly takenAt: number;
  readonly now: number;
}

/** Where is it, when does it come, and why then. */
export function StateCard({ view, takenAt, now }: Props) {
  const { say } = useSetting();
  const step = stepOf(view.state);
  return (
    <section class={`card state tone-${toneOf(view)}`}>
      <div class="state-line">
        <StateIcon tone={toneOf(view)} />
        <div>
          <div role="status">
            <h1>{say(`state.${view.state}`)}</h1>
          </div>
          <p class="soft">
            {[view.originCity, view.destinationCity].filter((city) => city !== null).join(' → ') || view.number}
          </p>
        </div>
      </div>
      {view.deliveredAt ? (
        <Delivered view={view} />
      ) : isFinal(view.state) ? null : (
        <Eta view={view} takenAt={takenAt} now={now} />
      )}
      {step === null ? null : <Progress step={step} />}
    </section>
  );
}

function Delivered({ view }: { readonly view: TrackingViewFragment }) {
  const { say, moments } = useSetting();
  const zone = view.timeZone ?? 'UTC';
  if (!view.deliveredAt) return null;
  return (
    <p class="when">
      <span class="label">{say('state.DELIVERED')}</span>
      <time dateTime={view.deliveredAt}>
        <strong>{moments.day(view.deliveredAt, zone)}</strong> {moments.clock(view.deliveredAt, zone)}
      </time>
    </p>
  );
}

function Eta({ view, takenAt, now }: Props) {
  const { say, moments } = useSetting();
  const { eta } = view;
  if (!eta) {
    return (
      <p class="when">
        <span class="label">{say('eta.label')}</span>
        <strong>{say('eta.unknown')}</strong>
        <span class="soft">{say('eta.unknownNext')}</span>
      </p>
    );
  }
  if (Date.parse(eta.at) < now) return <Overdue eta={eta} takenAt={takenAt} now={now} />;
  return (
    <div class="when">
      <span class="label">{say('eta.label')}</span>
      <time dateTime={eta.at}>
        <strong>{moments.day(eta.at, eta.timeZone)}</strong> {moments.clock(eta.at, eta.timeZone)}
      </time>
      <Verdict view={view} />
      <EtaReason eta={eta} />
      <EtaAge eta={eta} takenAt={takenAt} now={now} />
    </div>
  );
}

function Verdict({ view }: { readonly view: TrackingViewFragment }) {
  const { say, moments } = useSetting();
  if (!view.promisedAt) return null;
  return (
    <p class="verdict">
      <span class={`badge ${view.late ? 'badge-late' : 'badge-good'}`}>
        {view.late ? '▲ ' : '✓ '}
        {say(view.late ? 'eta.late' : 'eta.onTime')}
      </span>
      <span class="soft">
        {say('eta.promised', { when: moments.both(view.promisedAt, view.timeZone ?? view.eta?.timeZone ?? 'UTC') })}
      </span>
    </p>
  );
}

type KnownEta = NonNullable<TrackingViewFragment['eta']>;

function EtaReason({ eta }: { readonly eta: KnownEta }) {
  const { say, moments, messages, language } = useSetting();
  const code = eta.reasonCode ?? '';
  // The sentence that came with the estimate says more than the word for its code, to those who read English.
  const word = language === 'en' ? null : (wordFor(messages, 'reason', code) ?? wordFor(messages, 'milestone', code));
  const moved = eta.previousAt !== null && eta.previousAt !== eta.at;
  return (
    <p class="soft">
      {say('eta.reason', { reason: word ?? eta.reason })}
      {moved && eta.previousAt ? ` · ${say('eta.before', { when: moments.both(eta.previousAt, eta.timeZone) })}` : ''}
    </p>
  );
}

const ageOf = (eta: KnownEta, takenAt: number, now: number): number =>
  eta.ageSeconds + Math.max(0, Math.round((now - takenAt) / 1000));

/** An estimate that has passed says no more when it comes, and its reason explains nothing. */
function Overdue({ eta, takenAt, now }: { readonly eta: KnownEta } & Pick<Props, 'takenAt' | 'now'>) {
  const { say, moments } = useSetting();
  const age = moments.age(ageOf(eta, takenAt, now));
  return (
    <div class="when">
      <span class="label">{say('eta.label')}</span>
      <strong>{say('eta.over')}</strong>
      <p class="stale">{say('eta.overNext', { when: moments.both(eta.at, eta.timeZone), age })}</p>
    </div>
  );
}

/** How far the estimate can be trusted: one that is old must not look like news. */
function EtaAge({ eta, takenAt, now }: { readonly eta: KnownEta } & Pick<Props, 'takenAt' | 'now'>) {
  const { say, moments } = useSetting();
  const seconds = ageOf(eta, takenAt, now);
  const age = moments.age(seconds);
  if (seconds > STALE_SECONDS) return <p class="stale">{say('eta.stale', { age })}</p>;
  return <p class="soft">{say('eta.age', { age })}</p>;
}

const BAR = { width: 64, gap: 4, height: 6 };
const ALL_STEPS = Array.from({ length: STEPS }, (_, index) => index + 1);

function Progress({ step }: { readonly step: number }) {
  const { say } = useSetting();
  const width = STEPS * (BAR.width + BAR.gap) - BAR.gap;
  return (
    <svg
      class="progress"
      viewBox={`0 0 ${width} ${BAR.height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`${say('progress.label')}: ${say('progress.step', { step, steps: STEPS })}`}
    >
      {ALL_STEPS.map((one) => (
        <rect
          key={one}
          class={one <= step ? 'done' : 'ahead'}
          x={(one - 1) * (BAR.width + BAR.gap)}
          width={BAR.width}
          height={BAR.height}
        />
      ))}
    </svg>
  );
}
