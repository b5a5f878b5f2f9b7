/** Words in the reader's language, or what only exists in another, marked so that it is read out rightly. */
export const SpokenText = ({
  of: { text, lang },
}: {
  of: { readonly text: string; readonly lang: 'en' | undefined };
}) => (lang ? <span lang={lang}>{text}</span> : text);
