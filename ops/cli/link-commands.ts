import type { Command } from 'commander';
import type { Administration } from './admin.ts';
import { print } from './print.ts';

const REFUSED = '__typename ... on Refusal { message fix }';

/** Tracking links of a shipment. */
export function addLinkCommands(program: Command, admin: Administration): void {
  const links = program.command('links').description('tracking links of a shipment');
  links
    .command('create')
    .argument('<shipment>', 'shipment id')
    .option('--scopes <scopes...>', 'TRACK, INSTRUCT, REPORT_DAMAGE, RATE')
    .option('--expires <instant>', 'ISO 8601 with zone')
    .action(async (shipment: string, options: { scopes?: string[]; expires?: string }, command: Command) => {
      const input = {
        shipmentId: shipment,
        ...(options.scopes ? { scopes: options.scopes } : {}),
        ...(options.expires ? { expiresAt: options.expires } : {}),
      };
      const made = await admin.run<{ path: string; link: object }>(
        'shipment',
        `mutation($input: CreateTrackingLinkInput!) { createTrackingLink(input: $input) { ${REFUSED} ... on TrackingLinkCreated { path link { id scopes expiresAt } } } }`,
        { input },
      );
      print({ ...made.link, path: made.path }, Boolean(command.optsWithGlobals()['json']));
    });
  links
    .command('revoke')
    .argument('<link>', 'link id')
    .action(async (link: string, _, command: Command) => {
      print(
        await admin.run(
          'shipment',
          `mutation($id: ID!) { revokeTrackingLink(id: $id) { ${REFUSED} ... on Shipment { id number } } }`,
          { id: link },
        ),
        Boolean(command.optsWithGlobals()['json']),
      );
    });
}
