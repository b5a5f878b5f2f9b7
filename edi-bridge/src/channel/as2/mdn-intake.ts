import type { Log } from '@quayside/shared/log';
import type { Outbox } from '../outbox.ts';
import type { ChannelRow } from '../table.ts';
import type { As2Channel } from './as2-channel.ts';
import { type Exchanges, exchangeKey } from './exchange-store.ts';
import { readMdn } from './mdn.ts';
import type { Entity } from './mime.ts';
import type { Keyring } from './unwrap.ts';

/** Takes the MDNs that partners send on a connection of their own; the raw MDN is in the archive already. False for one that is about nothing. */
export const mdnIntake =
  (parts: { exchanges: Exchanges; as2: As2Channel; outbox: Outbox; log: Log }) =>
  async (channel: ChannelRow, mdn: Entity, keyring: Keyring, sha256: string): Promise<boolean> => {
    const { exchanges, as2, outbox, log } = parts;
    const settings = channel.settings.as2;
    const read = readMdn(mdn, keyring.theirs);
    if (!settings || !read.ok) return false;
    const { originalMessageId } = read.mdn;
    const row = await exchanges.find(exchangeKey('OUT', settings.ourName, settings.theirName, originalMessageId));
    if (!row || row.partnerId !== channel.id) {
      log.warn({ partner: channel.id, about: originalMessageId }, 'an MDN is about no message of ours');
      return false;
    }
    // Late and repeated MDNs change nothing that is decided.
    if (row.disposition !== null) return false;
    const sent = await as2.settle(row, mdn, sha256, settings, keyring);
    await outbox.note(row.messageId, channel.id, channel.kind, sent);
    return sent.kind === 'delivered';
  };
