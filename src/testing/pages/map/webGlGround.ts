/** WebGL canvas below a map. */
export interface Ground {
  /** Returns whether the browser has discarded the context: all iframes of a site share a small number. */
  isLost(): boolean
}

/**
 * Paints the ground of the map with WebGL. Without its context the whole page turns white, like a real map's canvas.
 *
 * @throws Error if the browser has no WebGL, because the test would prove nothing
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

/** Returns the channels of a color `#rrggbb`. */
function channelsOf(color: string): number[] {
  return (color.match(/[\da-f]{2}/gi) ?? []).map((channel) => Number.parseInt(channel, 16))
}
