import { runService } from '@quayside/shared/graphql/run-service';
import { SHIPMENT_SOURCE } from './events.ts';
import { openShipmentSubgraph } from './subgraph.ts';

/** The subgraph as a process of its own, behind a gateway in another one. */
await runService({ name: SHIPMENT_SOURCE, open: openShipmentSubgraph });
