import { forbidden } from '@quayside/shared/errors';
import { mayCommit, type Viewer } from '@quayside/shared/identity';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { SubgraphLink } from '../subgraph-link.ts';
import { objection, type RequestVariables, refuseBody } from './answers.ts';
import { askLink } from './ask-link.ts';
import type { CallerDeps } from './caller.ts';
import { viewerOf } from './keep-file.ts';

export interface BankStatementDoorDeps extends CallerDeps {
  readonly contract: SubgraphLink;
}

/** What the contract subgraph reads in one go, which counts signs: those of UTF-8 may have more bytes. */
const MOST_BYTES = 8 * 1024 * 1024;
const IMPORT = `mutation ($content: String!) { importBankStatement(content: $content) {
  booked open known passed faults { code place rule fix } } }`;

interface DoorVariables {
  Variables: RequestVariables['Variables'] & { viewer: Viewer };
}

/** `POST /bank-statements`: a file of a bank (camt.053, camt.054) as raw bytes, by staff who may book payments. */
export function bankStatementDoor(deps: BankStatementDoorDeps): Hono<DoorVariables> {
  const door = new Hono<DoorVariables>();
  const tooLarge = (c: Context): Response =>
    refuseBody(c, 'FILE_TOO_LARGE', 'A bank statement may have 8 MiB. Ask the bank for one file per day.');
  // Before the limit, which reads what comes in pieces whole: nobody fills our memory who may not send at all.
  const admitted: MiddlewareHandler<DoorVariables> = async (c, next) => {
    const viewer = await viewerOf(c, deps, true);
    if (!mayCommit(viewer)) throw forbidden('import bank statements');
    c.set('viewer', viewer);
    return next();
  };
  door.post('/', admitted, bodyLimit({ maxSize: MOST_BYTES, onError: tooLarge }), async (c) => {
    const content = decoded(Buffer.from(await c.req.arrayBuffer()));
    if (content === null)
      return objection(c, 415, 'FILE_KIND', 'The signs of this file cannot be read. Send it as the bank gave it.');
    const request = { text: IMPORT, variables: { content } };
    return c.json(await askLink<object>(deps.contract, request, c.get('viewer'), c.get('correlationId')));
  });
  return door;
}

/** The text in the encoding that its declaration names; null where it is none or does not hold. */
function decoded(bytes: Buffer): string | null {
  const head = bytes.subarray(0, 200).toString('latin1');
  const [, encoding = 'utf-8'] = /^[^<]*<\?xml[^>]*encoding=["']([\w-]{1,20})["']/.exec(head) ?? [];
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
