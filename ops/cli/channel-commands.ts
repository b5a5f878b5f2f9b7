import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { type Administration, CliError } from './admin.ts';
import { print } from './print.ts';

const SHOWN = `partner { id } kind login { user publicKeys } sftp { host port user hostKeys fetchFrom putInto } https { url }
  as2 { theirName ourName url sign encrypt compress mdn mdnSigned demandSigned demandEncrypted acceptSha1 accept3des mdnHosts }
  certificates { owner subject fingerprint validFrom validTo inUse } secrets lastSuccessAt lastFailureAt lastFailure waiting`;
const SET = `mutation($partnerId: ID!, $input: SetEdiChannelInput!) {
  setEdiChannel(partnerId: $partnerId, input: $input) { __typename ... on Refusal { message fix } ... on EdiChannel { ${SHOWN} } }
}`;
const json = (command: Command): boolean => Boolean(command.optsWithGlobals()['json']);

interface SetOptions {
  readonly settings?: string;
  readonly kind?: string;
  readonly newKey?: string;
  readonly certificate?: string;
  readonly ownCertificate?: string;
  readonly ownKey?: string;
  readonly remove?: string;
  readonly secret?: readonly string[];
}

/** partners channel: how files come from a partner and go to it. */
export function addChannelCommands(partners: Command, admin: Administration): void {
  const channel = partners.command('channel').description('SFTP, AS2, HTTPS or mailbox of a partner');
  channel
    .command('show')
    .argument('<partner>')
    .action(async (partnerId: string, _, command: Command) =>
      print(
        await admin.run('edi', `query($partnerId: ID!) { ediChannel(partnerId: $partnerId) { ${SHOWN} } }`, {
          partnerId,
        }),
        json(command),
      ),
    );
  channel
    .command('set')
    .argument('<partner>')
    .option('--kind <kind>', 'how what we send goes out: MAILBOX, HTTPS, SFTP or AS2')
    .option('--settings <file>', 'JSON with login, sftp, https and as2, as setEdiChannel takes them')
    .option(
      '--secret <name=file...>',
      'loginPassword, sftpPassword, sftpPrivateKey, sftpPassphrase, httpsAuthorization; read from a file',
    )
    .option('--certificate <file>', "the partner's certificate, PEM")
    .option('--own-certificate <file>', 'a certificate of ours, PEM; with --own-key')
    .option('--own-key <file>', 'its private key, PEM')
    .option('--new-key <days>', 'make a key and certificate of ours, beside the present one')
    .option('--remove <fingerprint>', 'take a certificate away')
    .action(async (partnerId: string, options: SetOptions, command: Command) =>
      print(await admin.run('edi', SET, { partnerId, input: inputOf(options) }), json(command)),
    );
  channel
    .command('certificate')
    .description('prints our certificates, for the partner to put on file')
    .argument('<partner>')
    .action(async (partnerId: string) => {
      const query = 'query($partnerId: ID!) { ediChannel(partnerId: $partnerId) { certificates { owner pem } } }';
      const found = await admin.run<{ certificates: { owner: string; pem: string }[] }>('edi', query, { partnerId });
      const own = found.certificates.filter(({ owner }) => owner === 'OURS');
      process.stdout.write(own.map(({ pem }) => pem).join(''));
    });
  partners
    .command('station')
    .description('where partners reach us, and the host key of our SFTP server')
    .action(async (_, command: Command) =>
      print(await admin.run('edi', '{ ediStation { as2Url sftpHost sftpPort sftpHostKey } }'), json(command)),
    );
}

function inputOf({ settings, kind, newKey, certificate, ownCertificate, ownKey, remove, secret }: SetOptions): object {
  const given = settings ? (JSON.parse(textOf(settings)) as object) : {};
  if (certificate && ownCertificate) throw new CliError('Give one certificate at a time.');
  return {
    ...given,
    ...(kind ? { kind } : {}),
    ...(newKey ? { newKeyDays: Number(newKey) } : {}),
    ...(remove ? { removeCertificate: remove } : {}),
    ...(secret ? { secrets: Object.fromEntries(secret.map(secretOf)) } : {}),
    ...(certificate ? { addCertificate: { owner: 'THEIRS', pem: textOf(certificate) } } : {}),
    ...(ownCertificate
      ? { addCertificate: { owner: 'OURS', pem: textOf(ownCertificate), key: ownKey ? textOf(ownKey) : null } }
      : {}),
  };
}

/** Secrets come from files: what stands on a command line, everybody on the machine can read. */
function secretOf(text: string): [string, string] {
  const [name = '', path] = text.split('=');
  if (!path) throw new CliError(`Write --secret ${name}=FILE.`);
  return [name, textOf(path).trim()];
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new CliError(`${path} cannot be read.`);
  }
}
