import { runInvoices } from '@quayside/contract/invoice/run-commands';
import { openContractSubgraph } from '@quayside/contract/subgraph';
import { MemoryBus } from '@quayside/shared/events/memory-bus';
import { silentLog } from '@quayside/shared/log';
import { serveTasks } from './worker.ts';

/** Bills a month until it is done, or until this process is killed. */
serveTasks({
  bill: async ({ databaseUrl, at }: { databaseUrl: string; at: number }) => {
    const log = silentLog;
    const subgraph = await openContractSubgraph({ databaseUrl, bus: new MemoryBus(log), log, passive: true });
    try {
      const began = performance.now();
      const outcome = await runInvoices(subgraph.db, { at, correlationId: 'bench' });
      return { ...outcome, seconds: (performance.now() - began) / 1000 };
    } finally {
      await subgraph.stop();
    }
  },
});
