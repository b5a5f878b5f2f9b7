import type { RelayedAnswer, RelayedRequest } from '@quayside/shared/graphql/serve-subgraph';
import type { Entity, Header } from './mime.ts';
import { entity } from './mime.ts';

/** The whole request as one entity, or null when its body is larger than the limit. */
export async function requestEntity({ headers, body }: RelayedRequest, limit: number): Promise<Entity | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > limit) return null;
    chunks.push(chunk);
  }
  const kept: Header[] = headers.filter(([, value]) => !/[\r\n]/.test(value)).map(([name, value]) => ({ name, value }));
  return entity(kept, Buffer.concat(chunks));
}

export const textAnswer = (status: number, text: string): RelayedAnswer => ({
  status,
  headers: [['content-type', 'text/plain; charset=utf-8']],
  body: Buffer.from(text === '' ? '' : `${text}\n`),
});

/** An entity as an answer: its headers become those of HTTP. */
export const entityAnswer = ({ headers, body }: Entity): RelayedAnswer => ({
  status: 200,
  headers: headers.map(({ name, value }) => [name, value] as const),
  body: new Uint8Array(body),
});
