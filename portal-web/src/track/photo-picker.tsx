/** @jsxImportSource preact */
import type { TargetedEvent } from 'preact';
import { useSetting } from './setting.ts';
import { isFinal, MOST_PHOTOS, type Photo, type Photos } from './use-photos.ts';

/** Chooses photos: without `capture`, so that a phone offers its camera and the photos it already has. */
export function PhotoPicker({ photos }: { readonly photos: Photos }) {
  const { say } = useSetting();
  function choose(event: TargetedEvent<HTMLInputElement>): void {
    photos.add([...(event.currentTarget.files ?? [])]);
    // The same photo may be chosen again after it was removed.
    event.currentTarget.value = '';
  }
  return (
    <div class="photos">
      {photos.list.map((photo) => (
        <PhotoTile key={photo.key} photo={photo} photos={photos} />
      ))}
      {photos.list.length < MOST_PHOTOS ? (
        <label class="add-photo">
          <input type="file" accept="image/*" multiple onChange={choose} />
          <span aria-hidden="true">＋</span>
          {say('damage.addPhoto')}
        </label>
      ) : null}
      <p class="soft">{say('damage.limits')}</p>
    </div>
  );
}

function PhotoTile({ photo, photos }: { readonly photo: Photo; readonly photos: Photos }) {
  const { say } = useSetting();
  const words = {
    sending: say('damage.uploading', { percent: Math.round(photo.share * 100) }),
    sent: say('damage.uploaded'),
    failed: say(`damage.failed.${photo.fault ?? 'LINE'}`),
  }[photo.state];
  return (
    <figure class={`photo photo-${photo.state}`}>
      <img src={photo.preview} alt={photo.file.name} width="72" height="72" />
      <figcaption>
        <span>{words}</span>
        {photo.state === 'sending' ? <progress max={1} value={photo.share} aria-label={words} /> : null}
        <span class="photo-actions">
          {photo.state === 'failed' && !isFinal(photo.fault) ? (
            <button type="button" onClick={() => photos.retry(photo)}>
              {say('damage.retry')}
            </button>
          ) : null}
          <button type="button" onClick={() => photos.remove(photo)}>
            {say('damage.remove')}
          </button>
        </span>
      </figcaption>
    </figure>
  );
}
