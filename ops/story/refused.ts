import { createHash } from 'node:crypto';
import { ApiClient } from './client.ts';
import { PartnerMailbox } from './mailbox.ts';
import type { Scene } from './scene.ts';
import { until } from './steps.ts';

const MESSAGES =
  '{ ediMessages(filter: { direction: IN }) { nodes { id state summary sha256 errors { code message } } } shipments { nodes { id } } }';

interface Answer {
  readonly ediMessages: {
    readonly nodes: readonly {
      state: string;
      summary: string;
      sha256: string;
      errors: { code: string; message: string }[];
    }[];
  };
  readonly shipments: { readonly nodes: readonly unknown[] };
}

const ENDS = ['REJECTED', 'QUARANTINED', 'HELD', 'PROCESSED'];

/** A file without an order that may take effect: kept, explained, and without effect. */
export async function tellRefused({ steps, stage, actor, file, bytes }: Scene): Promise<void> {
  const mailbox = new PartnerMailbox(actor.mailbox);
  const api = ApiClient.withKey(stage.quayside.url, actor.key);
  await steps.step('file is dropped', () => mailbox.drop(file, bytes));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await steps.step(
    'archived, and a person can see why it had no effect',
    () =>
      until('the message', async () => {
        const { nodes } = (await api.ask<Answer>(MESSAGES)).ediMessages;
        return nodes.find((message) => message.sha256 === sha256 && ENDS.includes(message.state));
      }),
    (message) => `${message.state}, ${message.summary}`,
  );
  await steps.step('no shipment came of it', async () => {
    const { shipments } = await api.ask<Answer>(MESSAGES);
    if (shipments.nodes.length > 0) throw new Error(`${shipments.nodes.length} shipments exist`);
  });
}
