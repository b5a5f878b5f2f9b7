import { TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import {
  FinishWorkOrderDocument,
  FinishWorkStepDocument,
  RecordWorkScanDocument,
  type WorkOrderFactsFragment,
  type WorkStepFactsFragment,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { CameraIcon } from '../../ui/icons.tsx';
import { ACCEPTED } from '../../uploads/upload-file.ts';
import { type Uploads, useUploads } from '../../uploads/use-uploads.ts';

/** The running step: scan, photograph, finish. */
export function RunningStep({ order, step }: { order: WorkOrderFactsFragment; step: WorkStepFactsFragment }) {
  const t = useText();
  const uploads = useUploads(order.account.id);
  const finish = useCommand(FinishWorkStepDocument);
  const end = async () => {
    if (await finish.run({ id: order.id, step: step.code, photos: uploads.attachments() })) uploads.clear();
  };
  return (
    <>
      <ScanField order={order} />
      <div className="floor-foot">
        <ObjectionNote objection={finish.objection} />
        <PhotoButton uploads={uploads} />
        <button
          type="button"
          className="floor-button"
          disabled={finish.running || uploads.busy || uploads.faulty}
          onClick={end}
        >
          {t('floor.finish', { step: t(`workStep.${step.code}`) })}
        </button>
      </div>
    </>
  );
}

/**
 * A scanner that is a keyboard types the code and presses Enter. The field takes the focus again after each code, so that
 * nobody has to look down between two cartons.
 */
function ScanField({ order }: { order: WorkOrderFactsFragment }) {
  const t = useText();
  const scan = useCommand(RecordWorkScanDocument);
  const field = useRef<HTMLInputElement>(null);
  const [last, setLast] = useState<string | null>(null);
  useEffect(() => field.current?.focus({ preventScroll: true }), []);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const code = String(new FormData(form).get('code')).trim();
    const quantity = Number(new FormData(form).get('quantity')) || 1;
    if (!code) return;
    form.reset();
    field.current?.focus({ preventScroll: true });
    const counted = await scan.run({ input: { id: order.id, scanId: crypto.randomUUID(), code, quantity } });
    setLast(counted ? code : null);
    // A refused carton is felt in the hand that holds the phone.
    if (!counted) navigator.vibrate?.(200);
  };
  return (
    <form className="floor-scan" onSubmit={submit}>
      <TextInput
        ref={field}
        name="code"
        label={t('floor.scan')}
        placeholder={order.sku ?? t('floor.scanHint')}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        enterKeyHint="send"
      />
      <TextInput
        name="quantity"
        type="number"
        min={0}
        step="any"
        inputMode="decimal"
        defaultValue="1"
        label={t('claim.quantity')}
      />
      <button type="submit" className="floor-count" disabled={scan.running}>
        {t('floor.count')}
      </button>
      <div className="floor-scan-answer" role="status">
        {last && !scan.objection && t('floor.scanned', { code: last })}
        <ObjectionNote objection={scan.objection} />
      </div>
    </form>
  );
}

/** Opens the camera at once. */
function PhotoButton({ uploads }: { uploads: Uploads }) {
  const t = useText();
  return (
    <label className="floor-photo">
      <CameraIcon size={22} />
      <span>
        {uploads.all.length > 0 ? t('floor.photosTaken', { count: uploads.all.length }) : t('floor.takePhoto')}
        <span className="record-sub" role="status">
          {uploads.busy && t('floor.sending')}
          {uploads.faulty && t('upload.blocks')}
        </span>
      </span>
      <input
        type="file"
        accept={ACCEPTED}
        capture="environment"
        className="visually-hidden"
        onChange={({ currentTarget }) => {
          uploads.add([...(currentTarget.files ?? [])]);
          currentTarget.value = '';
        }}
      />
      {uploads.faulty && (
        <button type="button" className="quiet-button" onClick={() => retryAll(uploads)}>
          {t('ui.retry')}
        </button>
      )}
    </label>
  );
}

function retryAll(uploads: Uploads): void {
  for (const { key, fault } of uploads.all) if (fault) uploads.retry(key);
}

/** The last button: with what photos are still missing. */
export function FinishJob({ order }: { order: WorkOrderFactsFragment }) {
  const t = useText();
  const uploads = useUploads(order.account.id);
  const finish = useCommand(FinishWorkOrderDocument);
  const taken = order.steps.flatMap(({ photos }) => photos).filter(({ mediaType }) => mediaType.startsWith('image/'));
  const missing = Math.max(0, order.photosRequired - taken.length);
  const end = async () => {
    if (await finish.run({ id: order.id, proof: uploads.attachments() })) uploads.clear();
  };
  return (
    <div className="floor-foot">
      <ObjectionNote objection={finish.objection} />
      {missing > 0 && (
        <p className="soft">
          {t('floor.photosMissing', { count: missing })} {order.photoStandard}
        </p>
      )}
      <PhotoButton uploads={uploads} />
      <button
        type="button"
        className="floor-button"
        disabled={finish.running || uploads.busy || uploads.faulty}
        onClick={end}
      >
        {t('floor.finishJob')}
      </button>
    </div>
  );
}
