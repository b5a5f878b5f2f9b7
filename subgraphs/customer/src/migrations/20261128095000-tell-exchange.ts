import { tellExisting } from '@quayside/shared/outbox/tell-existing';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { VALUE_SETTINGS_CHANGED, type ValueSettingsChanged } from '../events.ts';

interface Row {
  readonly version: number | string;
  readonly settings: string;
  readonly changed_by: string;
}

/** Limits of credit are compared by the rates that hold; whoever was told of them before rates were told along hears them again. */
export class TellExchange1795859400000 implements MigrationInterface {
  readonly name = 'TellExchange1795859400000';
  async up(runner: QueryRunner): Promise<void> {
    const rows = (await runner.query(
      'SELECT version, settings, changed_by FROM value_setting ORDER BY version DESC LIMIT 1',
    )) as Row[];
    await tellExisting(
      runner,
      VALUE_SETTINGS_CHANGED,
      rows.map((row) => ({ id: `value-settings-${row.version}`, accountId: null, data: toldIn(row) })),
    );
  }
  async down(): Promise<void> {}
}

function toldIn({ version, settings, changed_by: by }: Row): ValueSettingsChanged {
  const { currency, exchange } = JSON.parse(settings) as Pick<ValueSettingsChanged, 'currency' | 'exchange'>;
  return { version: Number(version), by, currency, exchange };
}
