import { Component, type ReactNode } from 'react'

interface ContainedProps {
  /** The host's own look. */
  render(): ReactNode
  /** Shown instead of a look that throws. */
  otherwise: ReactNode
}

/**
 * A look of the host's, whose errors end here: a notice that cannot be drawn must not take the page with it. React
 * reports the error all the same. A look that threw is not drawn again; give it another `key` for another chance.
 */
export class Contained extends Component<ContainedProps, { hasThrown: boolean }> {
  static getDerivedStateFromError(): { hasThrown: boolean } {
    return { hasThrown: true }
  }

  override readonly state = { hasThrown: false }

  override render(): ReactNode {
    const { render, otherwise } = this.props
    return this.state.hasThrown ? otherwise : <Look render={render} />
  }
}

/** A component of its own, as no boundary catches what it throws itself. */
function Look({ render }: Pick<ContainedProps, 'render'>): ReactNode {
  return render()
}
