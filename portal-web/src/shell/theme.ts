import { createTheme, type MantineColorsTuple } from '@mantine/core';

// Mantine wants ten shades; the two that matter are bound to the tokens in portal.css.
const quay: MantineColorsTuple = [
  '#e9f3fd',
  '#d3e5f8',
  '#a6caf1',
  '#77b7f7',
  '#4c97df',
  '#2b7fd0',
  '#1a6fc0',
  '#0b5cad',
  '#094c90',
  '#073a70',
];

// The night side: fields and menus take these, so they must sit on our own paper.
const dark: MantineColorsTuple = [
  '#eef1f5',
  '#c6ced8',
  '#a3adba',
  '#7d8794',
  '#3a424d',
  '#2d333c',
  '#14181d',
  '#101317',
  '#0c0f12',
  '#090b0d',
];

export const theme = createTheme({
  primaryColor: 'quay',
  primaryShade: 7,
  colors: { quay, dark },
  defaultRadius: 'md',
  radius: { md: '8px' },
  fontFamily: 'var(--font-portal)',
  respectReducedMotion: true,
  components: {
    Modal: { defaultProps: { centered: true, radius: 'lg', overlayProps: { backgroundOpacity: 0.4 } } },
    NativeSelect: { defaultProps: { size: 'sm' } },
  },
});
