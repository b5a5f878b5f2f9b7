import type { Viewer } from '../identity.ts';

/**
 * The federated graph as a machine inside the product uses it (EDI bridge, demo clock). In one process it is the
 * gateway itself; from another process it is HTTP with a signed viewer.
 */
export interface GraphClient {
  /**
   * @throws AppError with message and code of the answer's first error; a plain Error when that failure was masked.
   */
  execute<Data>(document: string, variables: Record<string, unknown>, viewer: Viewer): Promise<Data>;
}
