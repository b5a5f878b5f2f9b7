import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import { part } from '../shipment/part-columns.ts';
import type { ShipmentException } from './exception.ts';
import type { Milestone } from './milestone.ts';

/** Facts by the time they happened. A key is taken once per shipment. */
export const milestoneTable = new EntitySchema<Milestone>({
  name: 'milestone',
  columns: {
    ...part,
    code: { ...column.state },
    reasonCode: { ...column.state, name: 'reason_code', nullable: true },
    at: { ...column.instant, name: 'happened_at' },
    timeZone: { ...column.code, name: 'time_zone' },
    source: { ...column.code },
    stop: { ...column.whole, name: 'stop_sequence', nullable: true },
    place: { ...column.name, nullable: true },
    latitude: { ...column.decimal, nullable: true },
    longitude: { ...column.decimal, nullable: true },
    note: { ...column.text, nullable: true },
    temperatureCelsius: { ...column.decimal, name: 'temperature_celsius', nullable: true },
    sealNumbers: { ...column.json, name: 'seal_numbers', nullable: true },
    scannedUnits: { ...column.json, name: 'scanned_units', nullable: true },
    recordedAt: { ...column.instant, name: 'recorded_at' },
    movedState: { ...column.flag, name: 'moved_state' },
    idempotencyKey: { ...column.code, name: 'idempotency_key', nullable: true },
  },
  indices: [
    { name: 'milestone_shipment', columns: ['shipmentId', 'at'] },
    { name: 'milestone_key', columns: ['shipmentId', 'idempotencyKey'], unique: true },
  ],
});

/** Deviations, open and settled. */
export const exceptionTable = new EntitySchema<ShipmentException>({
  name: 'shipment_exception',
  columns: {
    ...part,
    kind: { ...column.state },
    description: { ...column.text },
    cause: { ...column.json, nullable: true },
    raisedAt: { ...column.instant, name: 'raised_at' },
    resolvedAt: { ...column.instant, name: 'resolved_at', nullable: true },
    resolution: { ...column.text, nullable: true },
    endedBy: { ...column.state, name: 'ended_by', nullable: true },
  },
  indices: [{ name: 'shipment_exception_shipment', columns: ['shipmentId'] }],
});
