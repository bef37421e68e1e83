import type { CSSProperties } from 'react'

const CONTAINER: CSSProperties = { width: '100%', height: '100%', minHeight: 320 }
const BOX: CSSProperties = {
  display: 'flex',
  flexDirection: 'column',
  width: '100%',
  height: '100%',
  minHeight: 'inherit',
  maxHeight: 'inherit',
}
const FRAMES: CSSProperties = { position: 'relative', flexGrow: 1, minHeight: 0, overflow: 'hidden', flexBasis: 320 }
const FRAME: CSSProperties = {
  position: 'absolute',
  inset: 0,
  display: 'block',
  width: '100%',
  height: '100%',
  maxWidth: 'none',
  maxHeight: 'none',
  margin: 0,
  border: 0,
  visibility: 'inherit',
  opacity: 0,
  transition: 'none',
  animation: 'none',
  pointerEvents: 'none',
}

/** Renders the markup of a map's first commit, without any behavior. */
export function MarkupAlone({ src, onLoad }: { src: string; onLoad: () => void }) {
  return (
    <div aria-busy style={CONTAINER}>
      <div style={BOX}>
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
    </div>
  )
}
