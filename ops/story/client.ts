import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

/** The product from outside, by HTTP and WebSocket: as a customer's program with an API key, or as a signed-in person. */
export class ApiClient {
  readonly #url: string;
  readonly #headers: Readonly<Record<string, string>>;

  private constructor(url: string, headers: Readonly<Record<string, string>>) {
    this.#url = url;
    this.#headers = headers;
  }

  static withKey(url: string, key: string): ApiClient {
    return new ApiClient(url, { authorization: `Bearer ${key}` });
  }

  /** @throws Error when the password is not taken. */
  static async signIn(url: string, email: string, password: string): Promise<ApiClient> {
    const csrf = { 'x-quayside-csrf': '1' };
    const response = await fetch(`${url}/session`, {
      method: 'POST',
      headers: { ...csrf, 'content-type': 'application/json', origin: url },
      body: JSON.stringify({ email, password }),
    });
    const [cookie] = response.headers.getSetCookie();
    if (!response.ok || !cookie) throw new Error(`sign-in was answered ${response.status}`);
    return new ApiClient(url, { ...csrf, origin: url, cookie: cookie.split(';')[0] ?? '' });
  }

  /** @throws Error with the messages of the answer, or with the refusal. */
  async ask<Data>(query: string, variables: Record<string, unknown> = {}): Promise<Data> {
    const response = await fetch(`${this.#url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...this.#headers },
      body: JSON.stringify({ query, variables }),
    });
    const answer = (await response.json()) as { data?: Record<string, unknown>; errors?: { message: string }[] };
    if (answer.errors) throw new Error(answer.errors.map((error) => error.message).join('; '));
    for (const value of Object.values(answer.data ?? {})) {
      const { __typename, message } = (value ?? {}) as { __typename?: string; message?: string };
      if (__typename === 'Refusal') throw new Error(message);
    }
    return answer.data as Data;
  }

  /** Collects the updates of a subscription until it is closed. */
  follow<Data>(
    query: string,
    variables: Record<string, unknown>,
  ): { readonly updates: Data[]; close(): Promise<void> } {
    const updates: Data[] = [];
    const headers = this.#headers;
    // A session is told from the cookie of the handshake, a key from the message after it.
    class SignedSocket extends WebSocket {
      constructor(url: string, protocols: string) {
        super(url, protocols, { headers });
      }
    }
    const client = createClient({
      url: `${this.#url.replace('http', 'ws')}/graphql`,
      webSocketImpl: SignedSocket,
      connectionParams: headers,
      lazy: false,
    });
    client.subscribe<Data>(
      { query, variables },
      {
        next: ({ data }) => void (data && updates.push(data)),
        error: (error) => console.error(error),
        complete: () => undefined,
      },
    );
    return { updates, close: async () => client.dispose() };
  }
}
