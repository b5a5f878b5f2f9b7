import { httpGraphClient } from '@quayside/shared/graphql/http-graph-client';
import { runService } from '@quayside/shared/graphql/run-service';
import { SERVICE_SOURCE } from './events.ts';
import { openServiceSubgraph } from './subgraph.ts';

/** The subgraph as a process of its own, behind a gateway in another one. */
await runService({
  name: SERVICE_SOURCE,
  callsGraph: true,
  open: (deps, { gatewayUrl, secret }) =>
    openServiceSubgraph({ ...deps, graph: httpGraphClient(gatewayUrl ?? '', secret) }),
});
