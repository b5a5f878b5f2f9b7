import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { StripeSettings } from '@quayside/shared/config';
import Stripe from 'stripe';
import { onTestFinished } from 'vitest';

/** A request as it came over the wire. */
export interface Asked {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly form: Readonly<Record<string, string>>;
}

export interface StripeStandIn {
  readonly settings: StripeSettings;
  readonly asked: readonly Asked[];
  /** From now on it answers with this status. */
  answerWith(status: number): void;
  /** A message as the provider sends it, signed by its own library. */
  signed(event: { id: string; type: string; object: object }, atMs: number): { body: string; signature: string };
}

const SECRET = 'whsec_test_secret';

/** A local HTTP server in the provider's place: it keeps what it was asked, and answers as the documentation says. */
export async function standInForStripe(): Promise<StripeStandIn> {
  const asked: Asked[] = [];
  let status = 200;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const form = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
      asked.push({ path: `${request.method} ${request.url}`, headers: request.headers, form });
      const id = `cs_test_${request.headers['idempotency-key']}`;
      const body =
        status === 200
          ? { id, object: 'checkout.session', url: `https://checkout.example/${id}` }
          : { error: { type: 'invalid_request_error', message: 'No.' } };
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => new Promise<void>((closed) => server.close(() => closed())));
  const apiBase = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    settings: { secretKey: 'sk_test_1', webhookSecret: SECRET, apiBase, portalUrl: 'https://portal.example/' },
    asked,
    answerWith: (next) => {
      status = next;
    },
    signed: ({ id, type, object }, atMs) => {
      const body = JSON.stringify({ id, object: 'event', type, data: { object } });
      const timestamp = Math.floor(atMs / 1000);
      const { webhooks } = new Stripe('sk_test_1');
      return { body, signature: webhooks.generateTestHeaderString({ payload: body, secret: SECRET, timestamp }) };
    },
  };
}
