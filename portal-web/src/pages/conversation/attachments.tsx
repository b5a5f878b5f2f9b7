import type { ConversationMessageFragment } from '../../generated/operations.ts';
import { ClipIcon } from '../../ui/icons.tsx';

/** Photos as pictures, everything else as a name to open. */
export function Attachments({ of }: { of: ConversationMessageFragment['attachments'] }) {
  if (of.length === 0) return null;
  return (
    <ul className="attachments">
      {of.map((file) => (
        <li key={file.fileId}>
          <a href={file.url} target="_blank" rel="noreferrer">
            {/^image\/(jpeg|png|webp)$/.test(file.mediaType) ? (
              <img src={file.url} alt={file.fileName} loading="lazy" />
            ) : (
              <>
                <ClipIcon size={14} />
                {file.fileName}
              </>
            )}
          </a>
        </li>
      ))}
    </ul>
  );
}
