import type { Log } from '../log.ts';
import type { EventBus } from './bus.ts';
import { MemoryBus } from './memory-bus.ts';

/** The bus of this process: NATS where the settings name it, else memory, which carries events inside one process. */
export async function openBus(settings: { readonly natsUrl: string | null }, log: Log): Promise<EventBus> {
  if (!settings.natsUrl) return new MemoryBus(log);
  // Loaded only where it is used: a single process starts without a broker's client.
  const { NatsBus } = await import('./nats-bus.ts');
  return NatsBus.connect(settings.natsUrl, log);
}
