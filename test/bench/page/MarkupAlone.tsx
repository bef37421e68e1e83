import type { CSSProperties } from 'react'

const BOX: CSSProperties = { display: 'flex', flexDirection: 'column', width: '100%', height: '100%', minHeight: 320 }
const FRAMES: CSSProperties = { position: 'relative', flex: 'auto', overflow: 'hidden' }
const FRAME: CSSProperties = {
  position: 'absolute',
  inset: 0,
  width: '100%',
  height: '100%',
  border: 0,
  opacity: 0,
  pointerEvents: 'none',
}

/** What a map's embed puts on the page in its first commit, with nothing behind it. */
export function MarkupAlone({ src, onLoad }: { src: string; onLoad: () => void }) {
  return (
    <div aria-busy style={BOX}>
      <div style={FRAMES}>
        <iframe
          allow="fullscreen"
          referrerPolicy="strict-origin-when-cross-origin"
          title="Felt map"
          onLoad={onLoad}
          src={src}
          style={FRAME}
          aria-hidden
          tabIndex={-1}
        />
        <div role="status" />
      </div>
    </div>
  )
}
