import { type DragEvent, useId, useState } from 'react';
import { formatBytes } from '../format/quantity.ts';
import { useText } from '../language/use-text.ts';
import { useReading } from '../session/viewing.tsx';
import { CameraIcon, CheckIcon, CloseIcon } from '../ui/icons.tsx';
import { ACCEPTED, isFinal, MAX_BYTES } from './upload-file.ts';
import type { Upload, Uploads } from './use-uploads.ts';
import './file-picker.css';

/** Pick, drop or photograph. Size and kinds are said before, progress during, and why after. */
export function FilePicker({ uploads, label }: { uploads: Uploads; label?: string }) {
  const t = useText();
  const { locale } = useReading();
  const id = useId();
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    uploads.add([...event.dataTransfer.files]);
  };
  return (
    <div>
      <label
        htmlFor={id}
        className="file-drop"
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <CameraIcon size={20} />
        <span>
          <strong>{label ?? t('upload.pick')}</strong>
          <span className="record-sub">{t('upload.limits', { size: formatBytes(MAX_BYTES, locale) })}</span>
        </span>
        <input
          id={id}
          type="file"
          multiple
          accept={ACCEPTED}
          className="visually-hidden"
          onChange={({ currentTarget }) => {
            uploads.add([...(currentTarget.files ?? [])]);
            currentTarget.value = '';
          }}
        />
      </label>
      {uploads.all.length > 0 && (
        <ul className="file-list">
          {uploads.all.map((upload) => (
            <UploadLine key={upload.key} upload={upload} uploads={uploads} />
          ))}
        </ul>
      )}
      <p role="alert" className="file-fault">
        {uploads.faulty && t('upload.blocks')}
      </p>
    </div>
  );
}

function UploadLine({ upload, uploads }: { upload: Upload; uploads: Uploads }) {
  const t = useText();
  const { locale } = useReading();
  return (
    <li>
      <span className="grow">
        {upload.file.name}
        <span className="record-sub" role="status">
          {upload.fault ? t(`upload.${upload.fault}`) : formatBytes(upload.file.size, locale)}
        </span>
      </span>
      {upload.stored ? (
        <CheckIcon />
      ) : upload.fault ? (
        !isFinal(upload.fault) && (
          <button type="button" className="quiet-button" onClick={() => uploads.retry(upload.key)}>
            {t('ui.retry')}
          </button>
        )
      ) : (
        <progress value={upload.progress} aria-label={upload.file.name} />
      )}
      <button
        type="button"
        className="quiet-button"
        aria-label={t('upload.remove', { name: upload.file.name })}
        onClick={() => uploads.remove(upload.key)}
      >
        <CloseIcon size={16} />
      </button>
    </li>
  );
}
