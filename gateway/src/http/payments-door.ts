import { systemViewer } from '@quayside/shared/identity';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { SubgraphLink } from '../subgraph-link.ts';
import { objection, type RequestVariables, refuseBody } from './answers.ts';
import { askLink } from './ask-link.ts';

/** Far more than the provider ever sends, and what a column of text holds. */
const MOST_BYTES = 60 * 1024;
const RECEIVE =
  'mutation ($body: String!, $signature: String!) { receivePaymentEvent(body: $body, signature: $signature) }';
const gateway = systemViewer('Stripe');

/**
 * `POST /payments/stripe`: events of the payment provider. Who sends is told by the signature over the bytes alone, so they
 * are handed on as they came; an answer other than 200 lets the provider send the event again.
 */
export function paymentsDoor(contract: SubgraphLink): Hono<RequestVariables> {
  const door = new Hono<RequestVariables>();
  const tooLarge = (c: Context): Response => refuseBody(c, 'TOO_LARGE', 'An event of a payment is smaller than that.');
  door.post('/stripe', bodyLimit({ maxSize: MOST_BYTES, onError: tooLarge }), async (c) => {
    const body = Buffer.from(await c.req.arrayBuffer()).toString('base64');
    const variables = { body, signature: c.req.header('stripe-signature') ?? '' };
    const request = { text: RECEIVE, variables };
    const received = await askLink<string>(contract, request, gateway, c.get('correlationId'));
    if (received === 'OFF') return objection(c, 404, 'NOT_FOUND', 'Nothing can be paid online here.');
    if (received === 'UNSIGNED') return objection(c, 400, 'BAD_USER_INPUT', 'The signature does not fit these bytes.');
    return c.json({ received });
  });
  return door;
}
