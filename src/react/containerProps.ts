/** The host's props that belong on the box around the frames: `className`, `id`, `data-*`, `aria-*`. */
export function containerProps(props: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(props).filter(([name]) => /^(?:className$|id$|data-|aria-)/.test(name)))
}
