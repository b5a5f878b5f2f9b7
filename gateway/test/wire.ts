import { WebSocket } from 'ws';
import type { Answer, Edge } from './edge.ts';

/** A bare socket: what the wire carries, and the code with which it is closed. */
export interface Wire {
  readonly socket: WebSocket;
  readonly messages: { type: string; id?: string; payload?: Answer }[];
  readonly closed: { code: number | null };
  send(message: object): void;
}

export async function openWire(edge: Edge, secret: string, headers: Record<string, string> = {}): Promise<Wire> {
  const socket = new WebSocket(`${edge.gateway.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
    headers,
  });
  const messages: Wire['messages'] = [];
  const closed: Wire['closed'] = { code: null };
  socket.on('message', (data) => void messages.push(JSON.parse(String(data))));
  socket.on('close', (code) => {
    closed.code = code;
  });
  socket.on('error', () => undefined);
  await new Promise((resolve) => socket.once('open', resolve));
  const send = (message: object): void => socket.send(JSON.stringify(message));
  send({ type: 'connection_init', payload: secret ? { authorization: `Bearer ${secret}` } : {} });
  return { socket, messages, closed, send };
}
