import type { CSSProperties } from 'react'

/** The host's props that belong on the box around the frames: `className`, `id`, `data-*`, `aria-*`. */
export function containerProps(props: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(props).filter(([name]) => /^(className$|id$|data-|aria-)/.test(name)))
}

/** The height of an embed whose app decides none, in CSS pixels. */
export const DEFAULT_HEIGHT = 320

/**
 * The style of the container. With a `className` it has no size and no `display` of its own, as an inline style would
 * override the class.
 *
 * @param requestedHeight the height that the embedded page requested, in CSS pixels
 */
export function containerStyle(
  { className, style = {} }: { className?: string | undefined; style?: CSSProperties | undefined },
  requestedHeight: number | undefined,
): CSSProperties {
  const { height, blockSize, maxHeight, aspectRatio } = style
  if (className) return style
  return {
    width: '100%',
    height: aspectRatio ? 'auto' : requestedHeight || '100%',
    minHeight: (requestedHeight ?? height ?? blockSize ?? maxHeight ?? aspectRatio) ? 0 : DEFAULT_HEIGHT,
    ...style,
  }
}
