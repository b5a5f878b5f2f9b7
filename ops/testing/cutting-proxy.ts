import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A line to a server that breaks. */
export interface CuttingProxy {
  readonly url: string;
  /** How often it broke. */
  cuts(): number;
  stop(): Promise<void>;
}

/**
 * Passes connections on to a server, and cuts the first ones that carry more than `bytes` to it.
 * @param times how many are cut; later ones live.
 */
export async function startCuttingProxy(target: string, bytes: number, times: number): Promise<CuttingProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let cuts = 0;
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    let passed = 0;
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.on('data', (chunk: Buffer) => {
      passed += chunk.length;
      far.write(chunk);
      if (passed <= bytes || cuts >= times) return;
      cuts += 1;
      // What was passed on has time to arrive, on a machine that is busy as well: the line breaks behind it.
      setTimeout(() => near.resetAndDestroy(), 2_000);
      near.pause();
    });
    far.pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cuts: () => cuts,
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
