import { runService } from '@quayside/shared/graphql/run-service';
import { SERVICE_SOURCE } from './events.ts';
import { uploadTo } from './mail/upload.ts';
import { openServiceSubgraph } from './subgraph.ts';

/** The subgraph as a process of its own, behind a gateway in another one. */
await runService({
  name: SERVICE_SOURCE,
  // Files of incoming mails go through the gateway's door; mails without a server lie in the home.
  callsGraph: true,
  livesAtHome: true,
  open: (deps, { home, smtpUrl, mailFrom, portalUrl, gatewayUrl, secret }) => {
    const upload = uploadTo(() => gatewayUrl, secret);
    return openServiceSubgraph({ ...deps, post: { home, smtpUrl, mailFrom, portalUrl, upload } });
  },
});
