import { Component, type ReactNode } from 'react'

interface RenderBoundaryProps {
  /** The host's own look. */
  render(): ReactNode
  /** Shown instead of a look that throws. */
  fallback: ReactNode
}

/**
 * A look of the host's, whose errors end here: a notice that cannot be drawn must not take the page with it. React
 * reports the error all the same. A look that threw is not drawn again; give it another `key` for another chance.
 */
export class RenderBoundary extends Component<RenderBoundaryProps, { hasThrown: boolean }> {
  static getDerivedStateFromError(): { hasThrown: boolean } {
    return { hasThrown: true }
  }

  override readonly state = { hasThrown: false }

  override render(): ReactNode {
    const { render, fallback } = this.props
    return this.state.hasThrown ? fallback : <RenderCallback render={render} />
  }
}

/** A component of its own, as no boundary catches what it throws itself. */
function RenderCallback({ render }: Pick<RenderBoundaryProps, 'render'>): ReactNode {
  return render()
}
