import { runService } from '@quayside/shared/graphql/run-service';
import { CUSTOMER_SOURCE } from './events.ts';
import { openCustomerSubgraph } from './subgraph.ts';

/** The subgraph as a process of its own, behind a gateway in another one. */
await runService({ name: CUSTOMER_SOURCE, open: openCustomerSubgraph });
