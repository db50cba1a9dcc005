/** Line icons of 16 px, drawn with the text's colour; always beside a word, so hidden from assistive technology. */
const PATHS = {
  overview: 'M2.5 2.5h5v6h-5zM9.5 2.5h4v3h-4zM9.5 7.5h4v6h-4zM2.5 10.5h5v3h-5z',
  models: 'M8 2l6 3-6 3-6-3zM2 8l6 3 6-3M2 11l6 3 6-3',
  strata: 'M6 2v12M6 4.5h6M6 8h3.500M6 11.500h7.500',
  cases: 'M2.5 3h11v10h-11zM5 6h6M5 8.5h6M5 11h3',
  review: 'M2.5 3h11v7.5h-6L4.500 13.500v-3h-2zM5.500 6.700l1.700 1.700 3.300-3.400',
  alarms: 'M4 11V7a4 4 0 0 1 8 0v4M2.500 11h11M6.500 13.500h3M8 1.500V3',
  upload: 'M8 10.5V2.5M5 5.5l3-3 3 3M2.5 10v3.5h11V10',
  jobs: 'M2.5 4h7M2.5 8h11M2.5 12h5M11.5 12l1.500 1.500 2-3',
  reports: 'M3.5 2h6l3 3v9h-9zM9.500 2v3h3M5.500 8h5M5.500 11h3',
  method: 'M8 2.500v11M3 5h10M5 13.500h6M3 5l-1.500 4h3zM13 5l-1.500 4h3z',
  links:
    'M6.500 9.500l3-3M7 4.500l1.500-1.500a2.800 2.800 0 0 1 4 4L11 8.500M9 11.500l-1.500 1.500a2.800 2.800 0 0 1-4-4L5 7.500',
  trail:
    'M8 1.800l5 1.900v4c0 3.200-2.100 5.400-5 6.500-2.900-1.100-5-3.300-5-6.500v-4zM5.700 7.800l1.700 1.700 3-3.200',
  settings: 'M2 4.500h4.500M9.500 4.500H14M8 3v3M2 11.500h7M12 11.500h2M10.500 10v3M6.500 4.500H8M9 11.500h1.500',
  more: 'M3 8h.01M8 8h.01M13 8h.01',
  empty: 'M2.5 3h11v10h-11zM5 6.5h6M5 9.5h4',
  failed: 'M8 2.5l6.5 11h-13zM8 6.5v3.5M8 12h.01',
  undefinedMap: 'M2.5 2.5h11v11h-11zM2.5 6.2h11M2.5 9.8h11M6.2 2.5v11M9.8 2.5v11M2.5 13.5l11-11',
  check: 'M3 8.5l3.2 3.2L13 4.8',
  cross: 'M4 4l8 8M12 4l-8 8',
  back: 'M13 8H3M7 4L3 8l4 4',
  forth: 'M3 8h10M9 4l4 4-4 4',
} as const;

export type IconName = keyof typeof PATHS;

/** One icon; the box is as wide as it is high. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={name === 'more' ? 2.4 : 1.4}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}

/** The mark: a line of sight through a lens. */
export function Mark() {
  return (
    <svg
      width="22"
      height="22"
      viewBox="0 0 22 22"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      aria-hidden="true"
    >
      <path d="M11 4C6 4 3 8 1.5 11 3 14 6 18 11 18" strokeLinecap="round" />
      <path d="M11 4c5 0 8 4 9.500 7-1.500 3-4.500 7-9.500 7" strokeLinecap="round" opacity=".55" />
      <path d="M11 1.500v19" strokeLinecap="round" />
      <circle cx="11" cy="11" r="3" fill="currentColor" stroke="none" />
    </svg>
  );
}
