import { type OutChannel, Unreachable } from './port.ts';
import { post, refusalOf } from './post.ts';

/** A partner that takes files by POST, as we do at POST /edi/PARTNER. */
export const httpsChannel = ({ ending }: { readonly ending: AbortSignal }): OutChannel => ({
  open: async ({ settings }, { httpsAuthorization }) => {
    const { https } = settings;
    if (!https) throw new Unreachable('HTTPS is not set up.');
    return {
      send: async ({ messageId, name, bytes }) => {
        const headers: [string, string][] = [
          ['content-type', 'application/edi-x12'],
          ['x-file-name', name],
          // Equal for every try, so that the partner can tell a repetition.
          ['idempotency-key', messageId],
          ...(httpsAuthorization ? [['authorization', httpsAuthorization] as [string, string]] : []),
        ];
        return refusalOf(await post(https.url, headers, bytes, ending)) ?? { kind: 'delivered' };
      },
      close: async () => undefined,
    };
  },
});
