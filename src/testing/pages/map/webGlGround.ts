/** The WebGL canvas that a map lies on. */
export interface Ground {
  /** Whether the browser has taken the context away: it allows a few of them to all iframes of a site. */
  isLost(): boolean
}

/**
 * Paints the ground of the map with WebGL. A lost context leaves the whole page white, as a real map's canvas is then.
 *
 * @throws Error where the browser has no WebGL: a test of it would prove nothing
 */
export function paintGround(color: string): Ground {
  const canvas = document.createElement('canvas')
  canvas.className = 'ground'
  document.body.prepend(canvas)
  const gl = canvas.getContext('webgl')
  if (!gl) throw new Error('This browser has no WebGL.')
  const root = document.documentElement.classList
  root.add('has-ground')
  canvas.addEventListener('webglcontextlost', () => root.add('lost'))
  const [red = 0, green = 0, blue = 0] = channelsOf(color)
  gl.clearColor(red / 255, green / 255, blue / 255, 1)
  gl.clear(gl.COLOR_BUFFER_BIT)
  return { isLost: () => gl.isContextLost() }
}

/** Of a colour as `#rrggbb`. */
function channelsOf(color: string): number[] {
  return (color.match(/[\da-f]{2}/gi) ?? []).map((channel) => Number.parseInt(channel, 16))
}
