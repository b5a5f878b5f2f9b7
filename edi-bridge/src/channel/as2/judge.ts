import type { As2Settings } from '../channel.ts';
import type { As2Request } from './request.ts';
import type { Failure, Opened } from './unwrap.ts';

/** Decides whether a message that was opened is good enough for what is agreed with the partner; null when it is. */
export function judge(opened: Opened, settings: As2Settings, { mdn }: Pick<As2Request, 'mdn'>): Failure | null {
  if (!opened.ok) return opened.failure;
  const { signedBy, digest, cipher } = opened.value;
  const weak = (reason: string): Failure => ({ disposition: 'insufficient-message-security', reason });
  if (settings.demandSigned && !signedBy) return weak('it is not signed');
  if (settings.demandEncrypted && !cipher) return weak('it is not encrypted');
  if (digest === 'sha1' && !settings.acceptSha1) return weak('it is signed with SHA-1');
  if (cipher === '3des' && !settings.accept3des) return weak('it is encrypted with 3DES');
  if (mdn?.unsupported) return { disposition: mdn.unsupported, reason: 'the receipt that it demands cannot be made' };
  return null;
}

/** True when an asynchronous MDN may go there: to the partner's own hosts only, or anybody could make us call anything. */
export function mayAnswerAt(url: string, settings: As2Settings): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, hostname, username } = new URL(url);
  if (!/^https?:$/.test(protocol) || username !== '') return false;
  // A host that an administrator has named without a port stands for all of its ports; that of the URL does not.
  return host === new URL(settings.url).host || [host, hostname].some((name) => settings.mdnHosts.includes(name));
}
