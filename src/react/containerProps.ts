import type { CSSProperties } from 'react'

/** Returns the host app's props for the container element: `className`, `id`, `data-*`, `aria-*`. */
export function containerProps(props: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(props).filter(([name]) => /^(className$|id$|data-|aria-)/.test(name)))
}

/** Default height of an embed, in CSS pixels. */
export const DEFAULT_HEIGHT = 320

/**
 * Returns the style of the container. With a `className` no size or `display` is set, because inline styles would
 * override the class.
 *
 * @param requestedHeight height requested by the embedded page, in CSS pixels
 */
export function containerStyle(
  { className, style = {} }: { className?: string | undefined; style?: CSSProperties | undefined },
  requestedHeight: number | undefined,
): CSSProperties {
  const { height, blockSize, maxHeight, aspectRatio } = style
  if (className) return style
  const size = requestedHeight || (height ?? blockSize ?? maxHeight ?? aspectRatio)
  return {
    width: '100%',
    height: aspectRatio ? 'auto' : requestedHeight || '100%',
    minHeight: size || size === 0 ? 0 : DEFAULT_HEIGHT,
    ...style,
  }
}
