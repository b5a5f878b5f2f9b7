interface IconProps {
  readonly size?: number;
}

function Glyph({ d, size = 18 }: IconProps & { d: string }) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={d} />
    </svg>
  );
}

export const BoxIcon = (props: IconProps) => (
  <Glyph {...props} d="m12 3 8 4.500v9L12 21l-8-4.500v-9L12 3Zm0 9 8-4.500M12 12v9M12 12 4 7.5" />
);
export const InboxIcon = (props: IconProps) => (
  <Glyph {...props} d="M4 13 6.5 5h11L20 13v6H4v-6Zm0 0h5l1 2.500h4L15 13h5" />
);
export const SpeechIcon = (props: IconProps) => <Glyph {...props} d="M4 5h16v11H9l-5 4V5Zm4 4h8M8 12.500h5" />;
export const PeopleIcon = (props: IconProps) => (
  <Glyph
    {...props}
    d="M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7Zm-6 9c0-3.5 2.5-5.5 6-5.500s6 2 6 5.500M16 4.500a3.5 3.5 0 0 1 0 6M17.5 15c2.2.6 3.5 2.3 3.5 5"
  />
);
export const ContractIcon = (props: IconProps) => <Glyph {...props} d="M6 3h9l4 4v14H6V3Zm8 0v5h5M9 12h7M9 16h4" />;
export const MoneyIcon = (props: IconProps) => (
  <Glyph
    {...props}
    d="M3 6h18v12H3V6Zm9 3.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5ZM6.500 12h.01M17.500 12h.01"
  />
);
export const ExchangeIcon = (props: IconProps) => <Glyph {...props} d="M4 8h14l-4-4M20 16H6l4 4" />;
export const ChartIcon = (props: IconProps) => <Glyph {...props} d="M4 20h16M7 20v-7M12 20V5M17 20v-11" />;
export const SearchIcon = (props: IconProps) => (
  <Glyph {...props} d="m20 20-4.5-4.500M11 17a6 6 0 1 0 0-12 6 6 0 0 0 0 12Z" />
);
export const PlusIcon = (props: IconProps) => <Glyph {...props} d="M12 5v14M5 12h14" />;
export const ArrowLeftIcon = (props: IconProps) => <Glyph {...props} d="M19 12H5m6-6-6 6 6 6" />;
export const ArrowRightIcon = (props: IconProps) => <Glyph {...props} d="M5 12h14m-6-6 6 6-6 6" />;
export const LinkIcon = (props: IconProps) => (
  <Glyph
    {...props}
    d="M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.300l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.700l1-1"
  />
);
export const CopyIcon = (props: IconProps) => <Glyph {...props} d="M9 9h11v11H9V9ZM5 15H4V4h11v1" />;
export const CheckIcon = (props: IconProps) => <Glyph {...props} d="m5 12.5 4.5 4.500L19 7.5" />;
export const CloseIcon = (props: IconProps) => <Glyph {...props} d="m6 6 12 12M18 6 6 18" />;
export const ClipIcon = (props: IconProps) => (
  <Glyph
    {...props}
    d="m20 11-8.5 8.500a5 5 0 0 1-7-7L13 4a3.3 3.3 0 0 1 4.7 4.700l-8 8a1.6 1.6 0 0 1-2.4-2.300L14.5 7"
  />
);
export const CameraIcon = (props: IconProps) => (
  <Glyph {...props} d="M4 8h3.500L9 5.500h6L16.5 8H20v11H4V8Zm8 8.500a3.3 3.3 0 1 0 0-6.6 3.3 3.3 0 0 0 0 6.600Z" />
);
export const WarningIcon = (props: IconProps) => <Glyph {...props} d="M12 4 2.5 20h19L12 4Zm0 6v4.500M12 17.300v.2" />;
export const ShieldIcon = (props: IconProps) => (
  <Glyph {...props} d="M12 3 5 6v5.500c0 4.5 3 7.7 7 9.5 4-1.8 7-5 7-9.500V6l-7-3Z" />
);
export const ClockIcon = (props: IconProps) => (
  <Glyph {...props} d="M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm0-14v5l3.5 2" />
);
export const KeyboardIcon = (props: IconProps) => (
  <Glyph {...props} d="M3 6h18v12H3V6Zm4 4h.01M11 10h.01M15 10h.01M8 14h8" />
);
export const SignOutIcon = (props: IconProps) => <Glyph {...props} d="M14 4H5v16h9M10 12h11m-4-4 4 4-4 4" />;
export const LockIcon = (props: IconProps) => <Glyph {...props} d="M6 11h12v9H6v-9Zm2.5 0V8a3.5 3.5 0 0 1 7 0v3" />;
export const DownloadIcon = (props: IconProps) => <Glyph {...props} d="M12 4v11m-4.5-4.500L12 15l4.5-4.500M5 20h14" />;
export const ChevronIcon = (props: IconProps) => <Glyph {...props} d="m7 10 5 5 5-5" />;
export const ShelfIcon = (props: IconProps) => (
  <Glyph {...props} d="M4 3v18M20 3v18M4 11h16M4 19h16M7 5.500h4V11H7V5.500Zm6 7.500h4v6h-4v-6Z" />
);
export const MoreIcon = (props: IconProps) => <Glyph {...props} d="M5 12h.01M12 12h.01M19 12h.01" />;
export const BellIcon = (props: IconProps) => (
  <Glyph {...props} d="M6 17V11a6 6 0 1 1 12 0v6l1.500 2h-15L6 17Zm4 4h4" />
);
export const TrendIcon = (props: IconProps) => <Glyph {...props} d="M4 4v16h16M7 15l4-5 3 3 6-7" />;
