import { inject } from 'vitest';
import { MemoryBus } from '../src/events/memory-bus.ts';
import { NatsBus } from '../src/events/nats-bus.ts';
import { silentLog } from '../src/log.ts';
import { describeEventBus } from '../src/testing/event-bus-suite.ts';

describeEventBus('memory', async () => new MemoryBus(silentLog));
describeEventBus('NATS', () => NatsBus.connect(inject('natsUrl'), silentLog));
