import { forbidden } from '@quayside/shared/errors';
import type { GraphClient } from '@quayside/shared/graphql/graph-client';
import type { RelayedAnswer, RelayedRequest } from '@quayside/shared/graphql/serve-subgraph';
import type { Subgraph, SubgraphDeps } from '@quayside/shared/graphql/subgraph';
import type { Viewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { Archive } from './archive.ts';
import { Network } from './channel/network.ts';
import { SecretBox } from './channel/secret-box.ts';
import { type Doors, stationOf } from './channel/station.ts';
import { Channels, POLL_MS } from './channels.ts';
import type { FileReport } from './check/report.ts';
import { EDI_SOURCE } from './events.ts';
import { type ExportedFile, type ExportRequest, exportMessages } from './export/export.ts';
import { Inbound } from './inbound/inbound.ts';
import { Intake } from './inbound/intake.ts';
import { openLedger, startLedgerGraph } from './ledger-graph.ts';
import { Mailboxes } from './mailbox/mailboxes.ts';
import { MailboxPoll } from './mailbox/poll.ts';
import type { EdiFault, EdiState } from './message/message.ts';
import { followCauses } from './outbound/causes.ts';
import { followClaims } from './outbound/claim-causes.ts';
import { Delivery } from './outbound/delivery.ts';
import { followInvoices } from './outbound/invoice-causes.ts';
import { Schedule } from './outbound/schedule.ts';
import { Sender } from './outbound/sender.ts';
import { RejectionCases } from './rejection/cases.ts';
import { Strangers } from './stranger/strangers.ts';

/** What the composition root gives the bridge. */
export interface BridgeDeps extends SubgraphDeps, Doors {
  /** Folder of the archive and the mailboxes. */
  readonly home: string;
  readonly graph: GraphClient;
  /** Pause between two looks into the mailboxes, for tests that do not wait. */
  readonly pollMs?: number;
}

/** What the sender of a file is told: the check, and where the message can be found. */
export interface Receipt extends FileReport {
  readonly receiptId: string;
  readonly state: Lowercase<EdiState>;
  /** What it was and what became of it, in one line. */
  readonly summary: string;
  /** Rules of the business, or of the way a file came, that stood against it: what no place in the file shows. */
  readonly reasons: readonly { readonly code: string; readonly message: string }[];
}

/** How a file came to `receive`. */
export interface ReceiveMeta {
  /** Such as `https`. */
  readonly channel: string;
  readonly fileName?: string | null;
  /** Bytes above which the file is refused; the archive's own limit when left out. */
  readonly limit?: number;
}

/** The bridge: a subgraph of messages and partners, with the channels through which they come and go. */
export interface EdiBridge extends Subgraph {
  /** Opens the channels: from now on the graph must answer. Takes up what an earlier process left unfinished. */
  start(): Promise<void>;
  /**
   * Takes one file from a sender. A file that is refused is answered with a report like any other; one that is too
   * large is answered with the error TOO_LARGE.
   * @throws AppError FORBIDDEN when the viewer may not send as this partner; the bytes are kept and shown as HELD. Of one
   * without the scope `edi` nothing is read: it is counted by the hour.
   * @throws AppError UNAVAILABLE when the file is safe but could not be processed now.
   */
  receive(partnerId: string, bytes: AsyncIterable<Uint8Array>, viewer: Viewer, meta: ReceiveMeta): Promise<Receipt>;
  /**
   * The messages that a filter means, as a list or as files.
   * @throws AppError FORBIDDEN, or BAD_USER_INPUT for a filter that is none or means too much.
   */
  export(viewer: Viewer, request: ExportRequest): Promise<ExportedFile>;
  /** Takes an AS2 request as it came; null while that door is closed. */
  readonly as2: ((request: RelayedRequest) => Promise<RelayedAnswer>) | null;
}

const reasonsOf = (errors: readonly EdiFault[]): Receipt['reasons'] =>
  errors.filter(({ byte }) => byte === null).map(({ code, message }) => ({ code, message }));

/** Opens the ledger and its schema; `start` opens the channels. */
export async function openEdiBridge(deps: BridgeDeps): Promise<EdiBridge> {
  const now = deps.now ?? Date.now;
  const log = deps.log.child({ subgraph: EDI_SOURCE });
  const db = await openLedger(deps);
  const archive = new Archive(deps.home);
  const mailboxes = new Mailboxes(deps.home);
  const { as2Url = null, sftp = null } = deps;
  const box = new SecretBox(deps.home);
  const parts = { db, archive, mailboxes, box, graph: deps.graph, log, now, as2Url, sftp, home: deps.home };
  const onDue = () => channels.noteDue();
  const intake = new Intake({ ...parts, inbound: new Inbound({ ...parts, onDue }) });
  const strangers = new Strangers(parts);
  const network = new Network({ ...parts, intake });
  const channels: Channels = new Channels({
    ...parts,
    pollMs: deps.pollMs ?? POLL_MS,
    poll: new MailboxPoll(mailboxes, intake, log),
    intake,
    sender: new Sender(parts),
    cases: new RejectionCases(parts),
    strangers,
    delivery: new Delivery(parts),
    schedule: new Schedule({ ...parts, onDue }),
    network,
  });
  const station = () => stationOf(deps.home, as2Url, sftp && { ...sftp, port: channels.sftpPort ?? sftp.port });
  const follow = async () => {
    const following = { db, bus: deps.bus, onDue };
    return [await followCauses(following), await followClaims(following), await followInvoices(following)];
  };
  const subgraph = await startLedgerGraph(deps, { ...parts, outbox: network.outbox, station }, follow);
  return {
    ...subgraph,
    start: () => channels.start(),
    export: (viewer, request) => exportMessages(parts, subgraph.schema, viewer, request),
    as2: as2Url === null ? null : (request) => network.receiver.receive(request),
    receive: async (partnerId, bytes, viewer, { channel, fileName, limit }) => {
      if (!viewer.scopes.includes('edi')) {
        await strangers.note(partnerId);
        throw forbidden(`send as the partner "${partnerId}"`);
      }
      const arrival = { messageId: newId(), addressee: partnerId, channel, fileName: fileName ?? null };
      const { row, report } = await intake.receive(arrival, bytes, viewer, limit);
      const state = row.state.toLowerCase() as Lowercase<EdiState>;
      return { ...report, receiptId: row.id, state, summary: row.summary, reasons: reasonsOf(row.errors) };
    },
    settle: async () => {
      await channels.settle();
      await subgraph.settle();
    },
    stop: async () => {
      await channels.stop();
      await subgraph.stop();
    },
  };
}
