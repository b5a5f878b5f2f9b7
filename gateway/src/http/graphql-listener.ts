import type { IncomingMessage, RequestListener } from 'node:http';
import { AppError } from '@quayside/shared/errors';
import type { Log } from '@quayside/shared/log';
import { shownErrors } from '../errors.ts';
import type { Metrics } from '../metrics.ts';
import { type Caller, type CallerDeps, callerOf, type HeaderOf, refuseForgery } from './caller.ts';
import { correlationIdOf } from './correlation.ts';
import { type GraphqlAnswer, type GraphqlDoor, refusal } from './graphql-door.ts';

export interface GraphqlListenerDeps extends CallerDeps {
  readonly door: GraphqlDoor;
  readonly metrics: Metrics;
  readonly log: Log;
}

const BODY_LIMIT = 1024 * 1024;
/** For our own processes: an order that the EDI bridge has read may have ten thousand lines. */
const OWN_BODY_LIMIT = 64 * 1024 * 1024;
const STATUS: Readonly<Record<string, number>> = { UNAUTHENTICATED: 401, FORBIDDEN: 403, UNAVAILABLE: 503 };

/** `POST /graphql` on the bare server: who calls, what they send, and the answer of the door. */
export function graphqlListener(deps: GraphqlListenerDeps): RequestListener {
  return (request, response) => {
    void answer(request, deps).then(
      ({ status, headers, body }) => response.writeHead(status, headers).end(body),
      () => response.destroy(),
    );
  };
}

async function answer(request: IncomingMessage, deps: GraphqlListenerDeps): Promise<GraphqlAnswer> {
  const { door, metrics, log } = deps;
  const header: HeaderOf = (name) => {
    const value = request.headers[name];
    return Array.isArray(value) ? value.join(', ') : value;
  };
  const correlationId = correlationIdOf(header);
  const end = metrics.duration.startTimer({ door: 'http' });
  const result = await admitted(header, deps)
    .then(async ({ viewer, credential }) => {
      const text = await readText(request, credential ? BODY_LIMIT : OWN_BODY_LIMIT);
      return text === null
        ? tooLarge(correlationId)
        : door.answer({ body: parsed(text), header, viewer, correlationId });
    })
    .catch((error: unknown) => {
      const errors = shownErrors([error], correlationId, log);
      return refusal(STATUS[String(errors[0]?.extensions?.['code'])] ?? 400, errors);
    });
  end();
  metrics.requests.inc({ door: 'http', outcome: result.status < 400 ? 'ok' : 'refused' });
  return { ...result, headers: { ...result.headers, 'x-correlation-id': correlationId } };
}

/** Nothing in the graph is public: without a credential there is no answer. */
async function admitted(header: HeaderOf, deps: CallerDeps): Promise<Caller> {
  const caller = await callerOf(header, deps);
  if (!caller) throw new AppError('UNAUTHENTICATED', 'Sign in, or send an API key or a tracking link.');
  if (caller.byCookie) refuseForgery(header);
  return caller;
}

/** Null when there are too many bytes. */
function readText(request: IncomingMessage, limit: number): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else resolve(null);
    });
    request.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    request.on('error', reject);
  });
}

function parsed(text: string): Record<string, unknown> {
  let body: unknown = null;
  try {
    body = JSON.parse(text);
  } catch {
    // Falls through to the same words as for a list or a number.
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new AppError('BAD_USER_INPUT', 'The body must be one JSON object with a "query".');
  return body as Record<string, unknown>;
}

function tooLarge(correlationId: string): GraphqlAnswer {
  const message = 'The request is over 1 MiB.';
  const answer = refusal(413, [{ message, extensions: { code: 'LIMIT_EXCEEDED', correlationId } }]);
  // The rest of the body is still on the connection, so nobody may use it again.
  return { ...answer, headers: { ...answer.headers, connection: 'close' } };
}
