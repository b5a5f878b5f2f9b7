import { Link } from '@tanstack/react-router';
import { useText } from '../language/use-text.ts';

const MESSAGE = /^EDI:([0-9A-Z]{26})$/;

/** Where a record came from: a message opens as such. */
export function SourceLink({ source }: { source: string }) {
  const t = useText();
  const messageId = MESSAGE.exec(source)?.[1];
  if (messageId)
    return (
      <Link to="/edi/$messageId" params={{ messageId }}>
        {t('source.EDI')}
      </Link>
    );
  if (source.startsWith('BANK:')) return t('source.BANK');
  return source === 'PORTAL' || source === 'API' || source === 'STRIPE' ? t(`source.${source}`) : source;
}
