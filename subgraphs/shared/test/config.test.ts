import { describe, expect, it } from 'vitest';
import { parseServiceSettings, parseSettings } from '../src/config.ts';

const SECRET = 'a secret of at least thirty-two characters';

describe('the environment', () => {
  it('names every fault at once', () => {
    const env = { PORT: 'x', NATS_URL: 'http://nats', QUAYSIDE_TLS: 'yes', QUAYSIDE_SECRET: 'short' };
    const mail = { SMTP_URL: 'http://mail', MAIL_FROM: 'Evil\r\nBcc: all@example.com', PORTAL_URL: 'portal' };
    const faults = (): unknown => parseSettings({ ...env, ...mail, SUBGRAPH_URL_EDI: 'edi:1' });
    const names = ['PORT', 'NATS_URL', 'QUAYSIDE_TLS', 'QUAYSIDE_SECRET', 'SUBGRAPH_URL_EDI'];
    for (const name of [...names, 'SMTP_URL', 'MAIL_FROM', 'PORTAL_URL'])
      expect(faults).toThrow(new RegExp(`- ${name} must`));
  });

  it('wants a sender with a mail server', () => {
    expect(() => parseSettings({ SMTP_URL: 'smtp://mail' })).toThrow('MAIL_FROM must be set');
    const settings = parseSettings({ SMTP_URL: 'smtp://mail', MAIL_FROM: 'Quayside <portal@example.com>' });
    expect(settings.mailFrom).toBe('Quayside <portal@example.com>');
    expect(parseSettings({}).smtpUrl).toBeNull();
    expect(parseSettings({}).smtpListen).toBeNull();
    expect(() => parseSettings({ SMTP_LISTEN: '2525' })).toThrow('SMTP_LISTEN must be HOST:PORT');
    expect(() => parseSettings({ SMTP_LISTEN: '[::]:2525' })).toThrow('MAIL_FROM must be set with SMTP_LISTEN');
    const listen = { SMTP_LISTEN: '[::1]:25', MAIL_FROM: 'portal@example.com' };
    expect(parseSettings(listen).smtpListen).toEqual({ host: '::1', port: 25 });
  });

  it('takes money online with all that this needs, or not at all', () => {
    expect(parseSettings({}).stripe).toBeNull();
    const half = (): unknown => parseSettings({ STRIPE_SECRET_KEY: 'pk_live_hunter2', STRIPE_API_BASE: 'stripe' });
    for (const name of ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET', 'STRIPE_API_BASE', 'PORTAL_URL'])
      expect(half).toThrow(new RegExp(`- ${name} must`));
    expect(half).not.toThrow(/hunter2/);
    expect(() => parseSettings({ STRIPE_API_BASE: 'http://proxy' })).toThrow('must be set with STRIPE_API_BASE');
    const keys = { STRIPE_SECRET_KEY: 'sk_test_1', STRIPE_WEBHOOK_SECRET: 'whsec_1', PORTAL_URL: 'https://portal' };
    expect(parseSettings(keys).stripe).toEqual({
      ...{ secretKey: 'sk_test_1', webhookSecret: 'whsec_1', apiBase: null, portalUrl: 'https://portal' },
    });
  });

  it('tells what a service of its own lacks', () => {
    expect(() => parseServiceSettings({}, true)).toThrow(/QUAYSIDE_SECRET[\s\S]*NATS_URL[\s\S]*GATEWAY_URL/);
    const env = { QUAYSIDE_SECRET: SECRET, NATS_URL: 'nats://127.0.0.1' };
    expect(parseServiceSettings(env).gatewayUrl).toBeNull();
    expect(() => parseServiceSettings(env, true)).toThrow('GATEWAY_URL');
  });

  it('never repeats a password in a fault', () => {
    expect(() => parseSettings({ DATABASE_URL: 'postgres://quayside:hunter2@db' })).toThrow(
      /DATABASE_URL(?!.*hunter2)/,
    );
  });

  it('gives each service a schema of its own', () => {
    const env = { DATABASE_URL: 'mysql://u:p@db:3306/quay', DATABASE_URL_EDI: 'mysql://e:p@other/edi' };
    const { databaseUrl } = parseSettings(env);
    expect(databaseUrl.shipment).toBe('mysql://u:p@db:3306/quay_shipment');
    expect(databaseUrl.edi).toBe('mysql://e:p@other/edi');
  });
});
