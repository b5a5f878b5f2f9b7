import { httpGraphClient } from '@quayside/shared/graphql/http-graph-client';
import { runService } from '@quayside/shared/graphql/run-service';
import { type EdiBridge, openEdiBridge } from './bridge.ts';
import { EDI_SOURCE } from './events.ts';

/** The bridge as a process of its own, with its mailboxes, behind a gateway in another one. */
await runService<EdiBridge>({
  name: EDI_SOURCE,
  callsGraph: true,
  livesAtHome: true,
  open: (deps, { home, gatewayUrl, secret, as2Url, sftp }) =>
    openEdiBridge({ ...deps, home, as2Url, sftp, graph: httpGraphClient(gatewayUrl ?? '', secret) }),
  upload: (bridge) => ({
    path: '/edi',
    receive: ({ addressee, bytes, viewer, fileName }) =>
      bridge.receive(addressee, bytes, viewer, { channel: 'http', fileName }),
  }),
  download: (bridge) => ({ path: '/edi-export', send: ({ viewer, request }) => bridge.export(viewer, request) }),
  relay: ({ as2 }) => as2 && { path: '/as2', receive: as2 },
  start: (bridge) => bridge.start(),
});
