import { join, resolve } from 'node:path';

export const SUBGRAPH_NAMES = ['customer', 'shipment', 'contract', 'service', 'edi'] as const;
export type SubgraphName = (typeof SUBGRAPH_NAMES)[number];

/** Everything that the environment decides, parsed once. */
export interface Settings {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Folder of databases, documents, archive and mailboxes. */
  readonly home: string;
  readonly databaseUrl: Readonly<Record<SubgraphName, string>>;
  /** Subgraphs that run elsewhere. */
  readonly subgraphUrl: Readonly<Partial<Record<SubgraphName, string>>>;
  readonly natsUrl: string | null;
  /** Where the gateway is, for a bridge in a process of its own. */
  readonly gatewayUrl: string | null;
  readonly logLevel: string;
  /** Signs the viewer header between gateway and subgraphs; null in a single process, which then makes its own. */
  readonly secret: string | null;
  /** Bearer token for `/metrics` from other machines; null answers only this one. */
  readonly metricsToken: string | null;
  /** True behind TLS: cookies are `__Host-` and Secure. */
  readonly tls: boolean;
  /** Where partners reach our `POST /as2`; null keeps that door closed. */
  readonly as2Url: string | null;
  /** Mail server for what we send, `smtp:` or `smtps:`; null writes mails into the folder `mail` of the home. */
  readonly smtpUrl: string | null;
  /** Where mails to us are taken over SMTP; null when only the folder `mail/in` of the home takes them. */
  readonly smtpListen: { readonly host: string; readonly port: number } | null;
  /** Sender of our mails, `Name <address>` or an address; answers come to it with a token after a plus. */
  readonly mailFrom: string;
  /** Where people reach the portal, for links in mails; null leaves them out. */
  readonly portalUrl: string | null;
  /** How customers pay online; null where they do not. */
  readonly stripe: StripeSettings | null;
  /** Where our SFTP server listens; null when there is none. */
  readonly sftp: { readonly host: string; readonly port: number } | null;
}

/** The account with the provider of online payments. */
export interface StripeSettings {
  readonly secretKey: string;
  /** Signs what the provider posts to `/payments/stripe`. */
  readonly webhookSecret: string;
  /** Another place than Stripe's own, for tests and proxies. */
  readonly apiBase: string | null;
  /** Where customers come back to. */
  readonly portalUrl: string;
}

/** What a service in a process of its own cannot do without. */
export interface ServiceSettings extends Settings {
  readonly secret: string;
  readonly natsUrl: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

const SECRET_LENGTH = 32;
const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/** A person can mend the environment; a stack would not tell more. */
export class SettingsError extends Error {
  constructor(faults: readonly string[]) {
    super(`The environment is not usable:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.name = 'SettingsError';
    this.stack = this.message;
  }
}

/** @throws SettingsError that lists every fault of the environment, one line each. */
export function parseSettings(env: Environment): Settings {
  const faults: string[] = [];
  const settings = readSettings(env, faults);
  if (Object.keys(settings.subgraphUrl).length > 0) {
    if (!settings.secret)
      faults.push(`QUAYSIDE_SECRET must be set when a subgraph runs elsewhere (at least ${SECRET_LENGTH} characters).`);
    if (!settings.natsUrl) faults.push('NATS_URL must be set when a subgraph runs elsewhere: it carries the events.');
  }
  if (faults.length > 0) throw new SettingsError(faults);
  return settings;
}

/**
 * Settings of one service in a process of its own, which depends on what a single process makes for itself.
 * @param callsGraph the service asks the graph, so it must know the gateway.
 * @throws SettingsError that lists every fault of the environment, one line each.
 */
export function parseServiceSettings(env: Environment, callsGraph = false): ServiceSettings {
  const faults: string[] = [];
  const settings = readSettings(env, faults);
  const { secret, natsUrl, gatewayUrl } = settings;
  if (!secret) faults.push(`QUAYSIDE_SECRET must be the gateway's: it signs its requests with it.`);
  if (!natsUrl) faults.push('NATS_URL must be set: it carries the events between the processes.');
  if (callsGraph && !gatewayUrl) faults.push('GATEWAY_URL must be set: this service acts through the graph.');
  if (faults.length > 0 || !secret || !natsUrl) throw new SettingsError(faults);
  return { ...settings, secret, natsUrl };
}

function readSettings(env: Environment, faults: string[]): Settings {
  const home = resolve(env['QUAYSIDE_HOME'] || 'var');
  const settings: Settings = {
    host: env['HOST'] || '127.0.0.1',
    port: parsePort(env, 'PORT', faults) ?? 4000,
    home,
    databaseUrl: parseDatabaseUrls(env, home, faults),
    subgraphUrl: parseSubgraphUrls(env, faults),
    natsUrl: parseUrl(env, 'NATS_URL', ['nats:', 'tls:'], faults),
    gatewayUrl: parseUrl(env, 'GATEWAY_URL', ['http:', 'https:'], faults),
    logLevel: parseChoice(env, 'LOG_LEVEL', LEVELS, 'warn', faults),
    secret: env['QUAYSIDE_SECRET'] || null,
    metricsToken: env['METRICS_TOKEN'] || null,
    tls: parseChoice(env, 'QUAYSIDE_TLS', ['0', '1'], '0', faults) === '1',
    as2Url: parseUrl(env, 'AS2_URL', ['http:', 'https:'], faults),
    smtpUrl: parseUrl(env, 'SMTP_URL', ['smtp:', 'smtps:'], faults),
    smtpListen: parseListen(env, 'SMTP_LISTEN', faults),
    mailFrom: parseMailFrom(env, faults),
    portalUrl: parseUrl(env, 'PORTAL_URL', ['http:', 'https:'], faults),
    stripe: parseStripe(env, faults),
    sftp: parseSftp(env, faults),
  };
  if (settings.secret && settings.secret.length < SECRET_LENGTH)
    faults.push(`QUAYSIDE_SECRET must have at least ${SECRET_LENGTH} characters.`);
  if (settings.smtpListen && !env['MAIL_FROM'])
    faults.push('MAIL_FROM must be set with SMTP_LISTEN: only e-mails to this address are taken.');
  if (settings.metricsToken && !/^\S{16,}$/.test(settings.metricsToken))
    faults.push('METRICS_TOKEN must have at least 16 characters and no spaces.');
  return settings;
}

function parsePort(env: Environment, name: string, faults: string[]): number | null {
  const text = env[name];
  if (!text) return null;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    faults.push(`${name} must be a number from 0 to 65535, not "${text}".`);
  return port;
}

function parseSftp(env: Environment, faults: string[]): Settings['sftp'] {
  const port = parsePort(env, 'SFTP_PORT', faults);
  return port === null ? null : { host: env['SFTP_HOST'] || env['HOST'] || '127.0.0.1', port };
}

/** Each of them alone would take money without booking it, or book none. */
function parseStripe(env: Environment, faults: string[]): StripeSettings | null {
  const [secretKey, webhookSecret] = [env['STRIPE_SECRET_KEY'], env['STRIPE_WEBHOOK_SECRET']];
  const apiBase = parseUrl(env, 'STRIPE_API_BASE', ['http:', 'https:'], faults);
  if (!secretKey && !webhookSecret) {
    if (apiBase) faults.push('STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET must be set with STRIPE_API_BASE.');
    return null;
  }
  // The values are not repeated: they are secrets.
  if (!/^(sk|rk)_\S+$/.test(secretKey ?? ''))
    faults.push('STRIPE_SECRET_KEY must be a secret key of Stripe (sk_… or rk_…), set with STRIPE_WEBHOOK_SECRET.');
  if (!/^whsec_\S+$/.test(webhookSecret ?? ''))
    faults.push(
      'STRIPE_WEBHOOK_SECRET must be the signing secret of the endpoint (whsec_…), set with STRIPE_SECRET_KEY.',
    );
  if (!env['PORTAL_URL']) faults.push('PORTAL_URL must be set with STRIPE_SECRET_KEY: customers come back to it.');
  return {
    ...{ secretKey: secretKey ?? '', webhookSecret: webhookSecret ?? '', apiBase },
    portalUrl: env['PORTAL_URL'] ?? '',
  };
}

/** `HOST:PORT`; an IPv6 address stands in brackets. */
function parseListen(env: Environment, name: string, faults: string[]): { host: string; port: number } | null {
  const text = env[name];
  if (!text) return null;
  const [, bracketed, plain, digits] = /^(?:\[([0-9a-f:.]+)\]|([\w.-]+)):(\d{1,5})$/i.exec(text) ?? [];
  const [host, port] = [bracketed ?? plain, Number(digits)];
  if (host && port >= 1 && port <= 65535) return { host, port };
  faults.push(`${name} must be HOST:PORT, such as 0.0.0.0:2525, not "${text}".`);
  return null;
}

/** A name without anything that could begin another header or address, and one address whose local part leaves room. */
const MAIL_FROM = /^(?:[^\p{Cc}<>@,;:"]{1,100} <[\w.-]{1,20}@[\w.-]{1,190}>|[\w.-]{1,20}@[\w.-]{1,190})$/u;

function parseMailFrom(env: Environment, faults: string[]): string {
  const text = env['MAIL_FROM'];
  if (text && !MAIL_FROM.test(text))
    faults.push('MAIL_FROM must be an address, or a name and an address: Quayside <portal@example.com>.');
  if (env['SMTP_URL'] && !text) faults.push('MAIL_FROM must be set with SMTP_URL: it is the sender of our e-mails.');
  return text || 'Quayside <quayside@localhost>';
}

function parseChoice(
  env: Environment,
  name: string,
  choices: readonly string[],
  fallback: string,
  faults: string[],
): string {
  const value = env[name] || fallback;
  if (!choices.includes(value)) faults.push(`${name} must be one of ${choices.join(', ')}, not "${value}".`);
  return value;
}

function parseUrl(env: Environment, name: string, schemes: readonly string[], faults: string[]): string | null {
  const text = env[name];
  if (!text) return null;
  if (!URL.canParse(text) || !schemes.includes(new URL(text).protocol)) {
    // The value is not repeated: it may hold a password.
    faults.push(`${name} must be a URL with ${schemes.map((scheme) => `${scheme}//`).join(' or ')}.`);
  }
  return text;
}

/** One MySQL schema per subgraph: `DATABASE_URL` names the common stem, `DATABASE_URL_SHIPMENT` one of them. */
function parseDatabaseUrls(env: Environment, home: string, faults: string[]): Record<SubgraphName, string> {
  const stem = parseUrl(env, 'DATABASE_URL', ['mysql:'], faults);
  const urls = SUBGRAPH_NAMES.map((name) => {
    const own = parseUrl(env, `DATABASE_URL_${name.toUpperCase()}`, ['mysql:'], faults);
    const shared = stem && URL.canParse(stem) ? withSuffix(stem, name) : null;
    return [name, own ?? shared ?? `file:${join(home, `${name}.sqlite`)}`] as const;
  });
  return Object.fromEntries(urls) as Record<SubgraphName, string>;
}

function withSuffix(stem: string, name: SubgraphName): string {
  const url = new URL(stem);
  url.pathname = `${url.pathname === '/' || url.pathname === '' ? '/quayside' : url.pathname}_${name}`;
  return url.toString();
}

function parseSubgraphUrls(env: Environment, faults: string[]): Partial<Record<SubgraphName, string>> {
  const urls: Partial<Record<SubgraphName, string>> = {};
  for (const name of SUBGRAPH_NAMES) {
    const url = parseUrl(env, `SUBGRAPH_URL_${name.toUpperCase()}`, ['http:', 'https:'], faults);
    if (url) urls[name] = url;
  }
  return urls;
}
