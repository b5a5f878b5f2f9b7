import { describe, expect, inject, it } from 'vitest';
import type { EventEnvelope } from '../src/events/envelope.ts';
import { MemoryBus } from '../src/events/memory-bus.ts';
import { NatsBus } from '../src/events/nats-bus.ts';
import { silentLog } from '../src/log.ts';
import { describeEventBus } from '../src/testing/event-bus-suite.ts';

describeEventBus('memory', async () => new MemoryBus(silentLog));
describeEventBus('NATS', () => NatsBus.connect(inject('natsUrl'), silentLog));

describe('the bus of one process', () => {
  it('reads a log again that could not be read', async () => {
    const bus = new MemoryBus(silentLog);
    const event = { id: 'box-1', type: 'box.moved.v1', source: 'box', position: 1, at: 0, subject: 'box', seq: 1 };
    const told: EventEnvelope = { ...event, accountId: null, correlationId: 'test', data: {} };
    const fail = { head: 1, readAfter: 2 };
    bus.register('box', {
      head: async () => {
        if (fail.head-- > 0) throw new Error('the store is away');
        return 1;
      },
      readAfter: async (position) => {
        if (fail.readAfter-- > 0) throw new Error('the store is away');
        return position < 1 ? [told] : [];
      },
    });
    const seen: number[] = [];
    const handle = ({ position }: EventEnvelope): void => void seen.push(position);
    await bus.subscribe({ source: 'box', consumer: 'patient', after: 0, handle });
    await expect.poll(() => seen).toEqual([1]);
    await bus.close();
  });
});
