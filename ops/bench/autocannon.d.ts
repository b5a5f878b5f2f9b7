/** The part of autocannon that the benches use; the package brings no types. */
declare module 'autocannon' {
  export interface Options {
    readonly url: string;
    readonly method?: 'POST';
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
    readonly connections?: number;
    /** Seconds. */
    readonly duration?: number;
  }
  export interface Result {
    /** Per second. */
    readonly requests: { readonly average: number; readonly total: number };
    readonly non2xx: number;
    readonly errors: number;
  }
  export default function autocannon(options: Options): Promise<Result>;
}
