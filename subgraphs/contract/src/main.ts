import { runService } from '@quayside/shared/graphql/run-service';
import { CONTRACT_SOURCE } from './events.ts';
import { openContractSubgraph } from './subgraph.ts';

/** The subgraph as a process of its own, behind a gateway in another one. */
await runService({
  name: CONTRACT_SOURCE,
  open: (deps, { stripe }) => openContractSubgraph({ ...deps, stripe }),
});
