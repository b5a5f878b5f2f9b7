import { runService } from '@quayside/shared/graphql/run-service';
import { SERVICE_SOURCE } from './events.ts';
import { openServiceSubgraph } from './subgraph.ts';

/** The subgraph as a process of its own, behind a gateway in another one. */
await runService({ name: SERVICE_SOURCE, open: openServiceSubgraph });
