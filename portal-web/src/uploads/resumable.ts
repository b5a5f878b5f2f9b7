/** What the server knows of a file after it has arrived. */
export interface StoredFile {
  readonly id: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
}

/** The server has said no; 0 when nothing was heard of it in the end. */
export class UploadRefused extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`HTTP ${status}`);
    this.status = status;
  }
}

/** A file to send. */
export interface Sending {
  readonly file: File;
  /** Who sends it; no cookie needs proof of intent without one. */
  readonly headers: Readonly<Record<string, string>>;
  readonly accountId: string | null;
  /** Share of the bytes that have arrived, from 0 to 1. */
  progress(share: number): void;
  readonly signal: AbortSignal;
}

/** Up to here a file is sent in one request: to begin anew costs no more than to ask how far it came. */
const SMALL_BYTES = 512 * 1024;
/** Pauses after one break, two in a row, …; after the last one the person is asked. */
const PAUSES_MS = [500, 2_000, 5_000, 10_000, 20_000, 30_000, 60_000];
/** What is sent whole loses everything with each break: the person is asked sooner. */
const WHOLE_PAUSES_MS = PAUSES_MS.slice(0, 2);
/** A line that carries nothing for so long is as good as cut. */
const STALLED_MS = 20_000;
const TUS = { 'tus-resumable': '1.0.0' };
const GONE = [404, 410];
/** What passes by itself: the server is busy, starts anew, or has not yet seen that the line broke. */
const PASSING = [0, 408, 409, 423, 500, 502, 503, 504];

interface Answer {
  readonly status: number;
  readonly body: unknown;
  header(name: string): string | null;
}

interface Asking {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Blob;
  readonly sent?: (bytes: number) => void;
  readonly signal: AbortSignal;
}

/** XMLHttpRequest, because fetch cannot tell how much of a body has been sent. Status 0 when the line broke. */
const ask = ({ method, url, headers, body, sent, signal }: Asking): Promise<Answer> =>
  new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    let timer = setTimeout(stop, STALLED_MS);
    const moving = () => {
      clearTimeout(timer);
      timer = setTimeout(stop, STALLED_MS);
    };
    request.open(method, url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded }) => {
      moving();
      sent?.(loaded);
    };
    request.onloadend = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      const { status, response: answered } = request;
      resolve({ status, body: answered, header: (name) => request.getResponseHeader(name) });
    };
    signal.addEventListener('abort', stop);
    request.send(body);
  });

/** Waits, but no longer than until the device says that it is back on line. */
const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener('online', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    window.addEventListener('online', done);
  });

const base64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

/** Where files of this page were begun. */
const begun = new WeakMap<File, string>();

/**
 * Sends a file and goes on where the line broke: by the tus protocol, which keeps on the server what has arrived.
 * @throws UploadRefused
 */
export async function sendFile(sending: Sending): Promise<StoredFile> {
  const { file, signal } = sending;
  // Sending the same file once more goes on where it was given up.
  let url = begun.get(file) ?? null;
  let breaks = 0;
  let arrived = 0;
  const whole = file.size <= SMALL_BYTES;
  const pauses = whole ? WHOLE_PAUSES_MS : PAUSES_MS;
  for (;;) {
    const answer: Answer = whole ? await sendWhole(sending) : url ? await sendRest(sending, url) : await begin(sending);
    if (signal.aborted) throw new UploadRefused(0);
    const location: string | null = answer.status === 201 && !whole ? answer.header('location') : null;
    if (location) {
      url = location;
      begun.set(file, location);
    }
    if (location) continue;
    if (answer.status === 200 || answer.status === 201) return answer.body as StoredFile;
    if (url && GONE.includes(answer.status) && breaks < pauses.length) {
      url = null;
      breaks += 1;
    } else if (PASSING.includes(answer.status)) {
      const offset = Number(answer.header('upload-offset') ?? 0);
      if (offset > arrived) breaks = 0;
      arrived = Math.max(arrived, offset);
      const wait = pauses[breaks];
      if (wait === undefined) throw new UploadRefused(answer.status);
      breaks += 1;
      await pause(wait);
    } else throw new UploadRefused(answer.status);
  }
}

const sendWhole = ({ file, headers, accountId, progress, signal }: Sending): Promise<Answer> =>
  ask({
    method: 'POST',
    url: '/files',
    headers: {
      ...headers,
      // Header values are bytes; a name in Chinese has to be escaped.
      'x-file-name': encodeURIComponent(file.name),
      'content-type': file.type || 'application/octet-stream',
      ...(accountId ? { 'x-account-id': accountId } : {}),
    },
    body: file,
    sent: (bytes) => progress(Math.min(bytes / file.size, 1)),
    signal,
  });

function begin({ file, headers, accountId, signal }: Sending): Promise<Answer> {
  const facts = [`filename ${base64(file.name)}`, ...(accountId ? [`account ${base64(accountId)}`] : [])];
  const announced = { 'upload-length': String(file.size), 'upload-metadata': facts.join(',') };
  return ask({ method: 'POST', url: '/uploads', headers: { ...headers, ...TUS, ...announced }, signal });
}

/** Asks how far it came, and sends what is missing; when nothing is, asks what became of it. */
async function sendRest({ file, headers, progress, signal }: Sending, url: string): Promise<Answer> {
  const own = { ...headers, ...TUS };
  const state = await ask({ method: 'HEAD', url, headers: own, signal });
  if (state.status !== 200) return state;
  const offset = Number(state.header('upload-offset'));
  progress(offset / file.size);
  if (offset >= file.size) return ask({ method: 'GET', url, headers: own, signal });
  const answer = await ask({
    method: 'PATCH',
    url,
    headers: { ...own, 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset) },
    body: file.slice(offset),
    sent: (bytes) => progress(Math.min((offset + bytes) / file.size, 1)),
    signal,
  });
  // How far it was before, for who counts breaks without progress.
  return answer.status === 0 ? { ...answer, header: () => String(offset) } : answer;
}
