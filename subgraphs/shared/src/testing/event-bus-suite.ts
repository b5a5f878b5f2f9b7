import { afterEach, describe, expect, it } from 'vitest';
import type { EventBus, EventReader } from '../events/bus.ts';
import type { EventEnvelope } from '../events/envelope.ts';

let sources = 0;

const anEvent = (source: string, position: number): EventEnvelope => ({
  id: `${source}-${position}`,
  type: 'box.moved.v1',
  source,
  position,
  at: 0,
  accountId: null,
  subject: `box${position % 3}`,
  seq: position,
  correlationId: 'test',
  data: { position },
});

/** What every event bus must do. `makeBus` opens a bus; two of them meet in the same broker, where there is one. */
export function describeEventBus(name: string, makeBus: () => Promise<EventBus>): void {
  describe(`event bus: ${name}`, () => {
    const buses: EventBus[] = [];
    afterEach(async () => {
      for (const bus of buses.splice(0)) await bus.close();
    });

    /** A source with its own name, so that tests that share a broker do not meet. */
    async function aSource() {
      const bus = await makeBus();
      buses.push(bus);
      const source = `box${process.pid}x${++sources}`;
      const log: EventEnvelope[] = [];
      const reader: EventReader = {
        readAfter: async (position, limit) => log.filter((one) => one.position > position).slice(0, limit),
        head: async () => log.length,
      };
      bus.register(source, reader);
      const publish = async (count: number): Promise<void> => {
        for (let n = 0; n < count; n++) {
          const event = anEvent(source, log.length + 1);
          log.push(event);
          await bus.publish(event);
        }
      };
      return { bus, source, publish };
    }

    const upTo = (count: number): number[] => Array.from({ length: count }, (_, n) => n + 1);

    it('delivers to a listener in order', async () => {
      const { bus, source, publish } = await aSource();
      const seen: number[] = [];
      await bus.subscribe({ source, consumer: null, after: null, handle: (event) => void seen.push(event.position) });
      await publish(50);
      await expect.poll(() => seen).toEqual(upTo(50));
    });

    it('keeps the sources of events apart', async () => {
      const first = await aSource();
      const second = await aSource();
      const seen: string[] = [];
      const handle = (event: EventEnvelope): void => void seen.push(event.source);
      await first.bus.subscribe({ source: first.source, consumer: null, after: null, handle });
      await second.publish(1);
      await first.publish(1);
      await expect.poll(() => seen).toEqual([first.source]);
    });

    it('gives a late consumer what it missed', async () => {
      const { bus, source, publish } = await aSource();
      await publish(5);
      const seen: number[] = [];
      await bus.subscribe({ source, consumer: 'late', after: 2, handle: (event) => void seen.push(event.position) });
      await publish(1);
      await expect.poll(() => seen).toEqual([3, 4, 5, 6]);
    });

    it('delivers again after a handler has failed', async () => {
      const { bus, source, publish } = await aSource();
      const seen: number[] = [];
      let failures = 2;
      const handle = (event: EventEnvelope): void => {
        if (event.position === 2 && failures-- > 0) throw new Error('not yet');
        seen.push(event.position);
      };
      await bus.subscribe({ source, consumer: 'stubborn', after: 0, handle });
      await publish(3);
      await expect.poll(() => seen, { timeout: 5_000 }).toEqual([1, 2, 3]);
    });

    it('gives an heir what a stopped consumer held', async () => {
      const { bus, source, publish } = await aSource();
      let tries = 0;
      const failing = (): void => {
        tries++;
        throw new Error('not by me');
      };
      const first = await bus.subscribe({ source, consumer: 'heir', after: 0, handle: failing });
      await publish(3);
      await expect.poll(() => tries).toBeGreaterThan(0);
      await first.stop();
      const seen: number[] = [];
      await bus.subscribe({ source, consumer: 'heir', after: 0, handle: (event) => void seen.push(event.position) });
      await expect.poll(() => seen, { timeout: 10_000 }).toEqual([1, 2, 3]);
    });

    it('tells a consumer that is ahead of its source', async () => {
      const { bus, source, publish } = await aSource();
      const [told, seen]: [number[], number[]] = [[], []];
      await bus.subscribe({
        source,
        consumer: 'ahead',
        after: 9,
        handle: (event) => void seen.push(event.position),
        onAhead: (head) => void told.push(head),
      });
      await publish(3);
      await expect.poll(() => seen.at(-1), { timeout: 5_000 }).toBe(3);
      expect(told).toHaveLength(1);
      expect(seen).toEqual([1, 2, 3].slice(told[0]));
    });

    it('delivers nothing after the stop', async () => {
      const { bus, source, publish } = await aSource();
      const seen: number[] = [];
      const handle = (event: EventEnvelope): void => void seen.push(event.position);
      const subscription = await bus.subscribe({ source, consumer: null, after: null, handle });
      await publish(1);
      await expect.poll(() => seen).toEqual([1]);
      await subscription.stop();
      await publish(1);
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(seen).toEqual([1]);
    });

    it('resumes a durable consumer where it stopped', async () => {
      const { bus, source, publish } = await aSource();
      const seen: number[] = [];
      const handle = (event: EventEnvelope): void => void seen.push(event.position);
      const first = await bus.subscribe({ source, consumer: 'steady', after: 0, handle });
      await publish(3);
      await expect.poll(() => seen).toEqual([1, 2, 3]);
      await first.stop();
      await publish(3);
      await bus.subscribe({ source, consumer: 'steady', after: 3, handle });
      await expect.poll(() => seen).toEqual(upTo(6));
    });
  });
}
