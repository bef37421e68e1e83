import { create, type ThemeVars } from 'storybook/theming'

const FONTS = {
  fontBase: 'ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif',
  fontCode: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
}
const SHAPE = { appBorderRadius: 10, inputBorderRadius: 7, brandTitle: 'react-private-embed', brandTarget: '_self' }

const light = create({
  base: 'light',
  ...FONTS,
  ...SHAPE,
  colorPrimary: '#4150c8',
  colorSecondary: '#4150c8',
  appBg: '#f4f6f9',
  appContentBg: '#ffffff',
  appPreviewBg: '#f4f6f9',
  appBorderColor: '#e1e6ed',
  textColor: '#16202b',
  textMutedColor: '#566474',
  barBg: '#ffffff',
  barTextColor: '#566474',
  barSelectedColor: '#4150c8',
  barHoverColor: '#4150c8',
})

const dark = create({
  base: 'dark',
  ...FONTS,
  ...SHAPE,
  colorPrimary: '#9aa6ff',
  colorSecondary: '#8088c4',
  appBg: '#0d1218',
  appContentBg: '#151c24',
  appPreviewBg: '#0d1218',
  appBorderColor: '#26313d',
  textColor: '#e8eef4',
  textMutedColor: '#9aa9b9',
  barBg: '#151c24',
  barTextColor: '#9aa9b9',
  barSelectedColor: '#9aa6ff',
  barHoverColor: '#9aa6ff',
  inputBg: '#10171e',
  inputBorder: '#26313d',
  inputTextColor: '#e8eef4',
})

/** Storybook's own look, in the playground's colors: for its manager and for its docs pages. */
export function brandTheme(isDark: boolean): ThemeVars {
  return isDark ? dark : light
}
