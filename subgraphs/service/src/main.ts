import { httpGraphClient } from '@quayside/shared/graphql/http-graph-client';
import { runService } from '@quayside/shared/graphql/run-service';
import { SERVICE_SOURCE } from './events.ts';
import { uploadTo } from './mail/upload.ts';
import { openServiceSubgraph } from './subgraph.ts';

/** The subgraph as a process of its own, behind a gateway in another one. */
await runService({
  name: SERVICE_SOURCE,
  // Evidence is gathered from the graph, and files of incoming mails go through the gateway's door.
  callsGraph: true,
  // Mails lie in the home where there is no server for them.
  livesAtHome: true,
  open: (deps, { home, smtpUrl, smtpListen, mailFrom, portalUrl, gatewayUrl, secret }) => {
    const upload = uploadTo(() => gatewayUrl, secret);
    return openServiceSubgraph({
      ...deps,
      graph: httpGraphClient(gatewayUrl ?? '', secret),
      post: { home, smtpUrl, smtpListen, mailFrom, portalUrl, upload },
    });
  },
});
